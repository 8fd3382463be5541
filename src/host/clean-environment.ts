/** These variables make Node and OpenSSL trust more, check less, or tell more than a kiosk may. */
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
 * Removes these variables from this process before it opens a connection. So the programs that it starts do not get
 * them either. The host's line to the district names everything that it trusts by itself.
 */
export function cleanEnvironment(environment: Record<string, string | undefined>): void {
  for (const name of Object.keys(environment)) {
    // Windows ignores upper and lower case in these names.
    if (LOOSENING.some((one) => one === name.toUpperCase())) delete environment[name];
  }
}
