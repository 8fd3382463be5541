/**
 * How a kiosk signs its requests: HTTP Message Signatures (RFC 9421) in one fixed form, so that nothing is left
 * to choose for whoever might want to have a request read in another way. Ed25519 under the key that the device
 * made at its enrolment; `keyid` is the kiosk's id. The signature covers the method, the path, the query, the
 * digest of the body as it is sent (RFC 9530; of zero bytes if there is no body) and a nonce of the district's.
 * It names no time: a device's clock may be ten years off.
 */

/** The header in which the answer to a signed request brings the nonce for the next one. */
export const NEXT_NONCE = 'next-nonce';

/** The characters of a nonce. A request with an empty nonce asks for the first one. */
const NONCE = '[A-Za-z0-9._-]{0,120}';
const LABEL = 'kiosk';
const COMPONENTS = ['@method', '@path', '@query', 'content-digest'] as const;
const COVERED = `(${COMPONENTS.map((name) => `"${name}"`).join(' ')})`;

const SIGNATURE_INPUT = new RegExp(
  `^${LABEL}=(${COVERED.replace(/[()]/g, '\\$&')};keyid="([A-Za-z0-9-]{1,64})";alg="ed25519";nonce="(${NONCE})")$`,
);
/** 64 bytes as a byte sequence of RFC 9651. */
const SIGNATURE = new RegExp(`^${LABEL}=:([A-Za-z0-9+/]{86}==):$`);
const DIGEST = /^sha-256=:([A-Za-z0-9+/]{43}=):$/;
const WHOLE_NONCE = new RegExp(`^${NONCE}$`);

/** What is signed of a request. */
export interface SignedParts {
  readonly method: string;
  /** Path and query as in the request line. */
  readonly target: string;
  /** The whole header. */
  readonly contentDigest: string;
}

export interface SignatureParameters {
  readonly keyId: string;
  readonly nonce: string;
}

/** A signature as it was read: of the right form, and nothing more is known of it. */
export interface ReadSignature extends SignatureParameters {
  readonly contentDigest: string;
  /** What the signature covers and its parameters, as they came. */
  readonly parameters: string;
  readonly signatureBase64: string;
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The headers of a signed request; `sign` answers the signature of the base as Base64. */
export function signatureHeaders(
  parts: SignedParts,
  { keyId, nonce }: SignatureParameters,
  sign: (base: string) => string,
): Record<string, string> {
  const parameters = `${COVERED};keyid="${keyId}";alg="ed25519";nonce="${nonce}"`;
  return {
    'content-digest': parts.contentDigest,
    'signature-input': `${LABEL}=${parameters}`,
    signature: `${LABEL}=:${sign(requestBaseOf(parts, parameters))}:`,
  };
}

/** Null if the request is not signed, or in another form than this one. Names of headers in lower case. */
export function readSignature(headers: Headers): ReadSignature | null {
  const contentDigest = textOf(headers['content-digest']);
  const input = SIGNATURE_INPUT.exec(textOf(headers['signature-input']));
  const signature = SIGNATURE.exec(textOf(headers['signature']));
  const [, parameters, keyId, nonce] = input ?? [];
  if (parameters === undefined || keyId === undefined || nonce === undefined) return null;
  if (signature?.[1] === undefined || !DIGEST.test(contentDigest)) return null;
  return { keyId, nonce, contentDigest, parameters, signatureBase64: signature[1] };
}

/** The text that is signed for a request with these parameters. */
export function requestBaseOf({ method, target, contentDigest }: SignedParts, parameters: string): string {
  const queryAt = target.indexOf('?');
  const values = {
    '@method': method,
    '@path': queryAt === -1 ? target : target.slice(0, queryAt),
    '@query': queryAt === -1 ? '?' : target.slice(queryAt),
    'content-digest': contentDigest,
  };
  return signatureBaseOf(
    COMPONENTS.map((name) => [name, values[name]] as const),
    parameters,
  );
}

/** The signature base of RFC 9421, clause 2.5: a line for each component, and the parameters. */
export function signatureBaseOf(
  components: readonly (readonly [name: string, value: string])[],
  parameters: string,
): string {
  return [...components, ['@signature-params', parameters] as const]
    .map(([name, value]) => `"${name}": ${value}`)
    .join('\n');
}

/** The header `Content-Digest` (RFC 9530) for a body that has this SHA-256. */
export function contentDigestOf(sha256Base64: string): string {
  return `sha-256=:${sha256Base64}:`;
}

/** True for a text that has the form of a nonce. A proxy may have changed the header. */
export function isNonce(text: string): boolean {
  return text !== '' && WHOLE_NONCE.test(text);
}

/** A header that came twice counts as absent: we send each once. */
function textOf(header: Headers[string]): string {
  return typeof header === 'string' ? header : '';
}
