import { WIRE_VERSION } from '../../protocol/wire.ts';
import type { LineTrust } from './line-trust.ts';

/** Why an address is not asked at all. */
export type AddressFaultKind = 'address-unusable' | 'address-credentials' | 'http-not-allowed';

/**
 * Returns null if the address may be asked: it uses TLS, is on this machine, or a technician allowed it without TLS.
 */
export function addressFaultOf(url: string, lineTrust: LineTrust | null): AddressFaultKind | null {
  if (!URL.canParse(url)) return 'address-unusable';
  const { protocol, username, password } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return 'address-unusable';
  if (username !== '' || password !== '') return 'address-credentials';
  return isPlainHttp(url) && lineTrust?.allowsHttp !== true ? 'http-not-allowed' : null;
}

/** True if everybody on the way can read and change what is sent: there is no TLS, and it leaves this machine. */
export function isPlainHttp(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !isThisMachine(hostname);
}

/** True for 127.0.0.0/8, ::1 and localhost. `URL` has already brought addresses into these forms. */
export function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** Returns the address of a route. */
export interface Place {
  readonly url: string;
  /**
   * Returns path and query after the district's own address. Only this part is signed, since a proxy may remove what
   * comes before.
   */
  readonly target: string;
}

export function placeOf(districtUrl: string, route: string): Place {
  const target = `/${WIRE_VERSION}/${route}`;
  return { url: `${beforeQuery(districtUrl).replace(/\/+$/, '')}${target}`, target };
}

/** An address that was copied from a browser may end with what belongs to a page. */
function beforeQuery(url: string): string {
  return url.slice(0, /[?#]|$/.exec(url)?.index);
}
