/** What a printed address carries behind its #, where no server and no proxy reads it. */
export type Given =
  | { readonly kind: 'nothing' }
  /** The one-time link of the first administrator. */
  | { readonly kind: 'first'; readonly token: string }
  /** A token of the office: what a demo opens the console with. */
  | { readonly kind: 'token'; readonly token: string };

/** Reads the fragment and takes it out of the address at once, so that neither history nor a bookmark keeps it. */
export function takeFragment(): Given {
  const [, kind, token = ''] = /^#(first|token)=([\w.~+/=-]{8,200})$/.exec(location.hash) ?? [];
  if (kind === undefined) return { kind: 'nothing' };
  history.replaceState(history.state, '', location.pathname + location.search);
  return kind === 'first' ? { kind, token } : { kind: 'token', token };
}
