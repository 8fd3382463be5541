/** Variables that make Node and OpenSSL believe more, check less, or tell more than a kiosk does. */
const LOOSENING = [
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'NODE_EXTRA_CA_CERTS',
  'NODE_USE_SYSTEM_CA',
  'NODE_USE_ENV_PROXY',
  'NODE_OPTIONS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'OPENSSL_CONF',
  'OPENSSL_MODULES',
  'SSLKEYLOGFILE',
] as const;

/**
 * Takes them out of this process, before it opens a connection, and so out of all that it starts. The host's line
 * names what it believes anyway.
 */
export function cleanEnvironment(environment: Record<string, string | undefined>): void {
  for (const name of Object.keys(environment)) {
    // Windows knows no case here.
    if (LOOSENING.some((one) => one === name.toUpperCase())) delete environment[name];
  }
}
