import { z } from 'zod';
import { jsonOf } from '../../domain/base/json-text.ts';

/** What a printed address carries behind its #, where no server and no proxy reads it. */
export type Given =
  | { readonly kind: 'nothing' }
  /** The one-time link of the first administrator. */
  | { readonly kind: 'first'; readonly token: string }
  /** An access token of the office. */
  | { readonly kind: 'token'; readonly token: string }
  /** An account of a demo on this machine. */
  | { readonly kind: 'account'; readonly name: string; readonly password: string };

/** Elsewhere a link that signs somebody in could sign an officer in as another. */
const THIS_MACHINE = ['127.0.0.1', 'localhost', '[::1]'];

/** Reads the fragment and takes it out of the address at once, so that neither history nor a bookmark keeps it. */
export function takeFragment(): Given {
  const [, kind, token = ''] = /^#(first|token|account)=([\w.~+/=-]{8,200})$/.exec(location.hash) ?? [];
  if (kind === undefined) return { kind: 'nothing' };
  history.replaceState(history.state, '', location.pathname + location.search);
  if (kind === 'account') return accountIn(token);
  return kind === 'first' ? { kind, token } : { kind: 'token', token };
}

const Account = z.tuple([z.string(), z.string()]);

function accountIn(text: string): Given {
  if (!THIS_MACHINE.includes(location.hostname)) return { kind: 'nothing' };
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) =>
    one.charCodeAt(0),
  );
  const read = Account.safeParse(jsonOf(new TextDecoder().decode(bytes)));
  return read.success ? { kind: 'account', name: read.data[0], password: read.data[1] } : { kind: 'nothing' };
}
