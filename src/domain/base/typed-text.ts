/** Hyphens and dashes that NFKC leaves as they are, with the long-vowel mark and the dash that input methods offer. */
const DASHES = /[\u00ad\u2010-\u2015\u2212\u2500\u30fc]/g;
/** Pasted along from chats and documents, and seen by nobody. */
const UNSEEN = /[\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/**
 * What somebody typed or pasted, as plain characters: full-width forms become narrow, every dash a hyphen, and what
 * is around it or cannot be seen goes. One rule for windows, hosts and command lines; never for a passphrase.
 */
export function plainTyped(text: string): string {
  return text.normalize('NFKC').replace(UNSEEN, '').replace(DASHES, '-').trim();
}

/** The eight digits of a one-time code, however they were grouped; null for anything else. */
export function enrolmentCodeOf(text: string): string | null {
  const digits = plainTyped(text).replace(/[\s.-]/g, '');
  return /^[0-9]{8}$/.test(digits) ? digits : null;
}

/**
 * A web address with its scheme in lower case, and without a query or a slash at its end; null if the text is no web
 * address.
 */
export function webAddressOf(text: string): string | null {
  const plain = plainTyped(text);
  if (!/^https?:\/\/[^/]/i.test(plain) || /\s/.test(plain)) return null;
  const url = URL.parse(plain);
  if (url === null) return null;
  url.search = '';
  url.hash = '';
  return url.href.replace(/\/+$/, '');
}

/** A web address as a screen or a terminal shows it: a password that somebody wrote into it is not repeated. */
export function shownAddress(address: string): string {
  const url = URL.parse(address);
  return url === null ? address : `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
