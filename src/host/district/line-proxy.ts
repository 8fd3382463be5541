import { type Agent, type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici';
import { errorCodeOf } from '../disk/error-code.ts';

/** How long a proxy may take to accept or refuse a connection, in milliseconds. */
export const PROXY_MS_MAX = 10_000;

/**
 * The proxy of a network that lets nothing else out. It serves `https://` only, so it cannot read what passes through
 * it.
 */
export interface LineProxy {
  /** `http://proxy:3128`, with a user and a password if the proxy wants them. */
  readonly url: string;
  /** The hosts that are asked directly, as in `NO_PROXY`. */
  readonly except: string;
}

/** The proxy did not let a question pass, or is not there. */
export class ProxyFailure extends Error {
  /** Null if the proxy did not answer. */
  readonly status: number | null;

  constructor(status: number | null, reason: string) {
    super(`proxy: ${reason}`);
    this.status = status;
  }
}

/** The proxy that `HTTPS_PROXY` and `NO_PROXY` name, as curl and others read them; null for none. */
export function proxyIn(environment: Readonly<Record<string, string | undefined>>): LineProxy | null {
  const named = environment['https_proxy'] || environment['HTTPS_PROXY'];
  if (named === undefined || named === '') return null;
  const except = environment['no_proxy'] || environment['NO_PROXY'] || '';
  return { url: named.includes('://') ? named : `http://${named}`, except };
}

interface ProxyTerms {
  readonly toDistrict: Agent.Options['connect'];
  readonly toProxy: Agent.Options['connect'];
  readonly proxyMsMax: number;
}

/** Goes through the proxy and speaks TLS with the district itself. Throws `ProxyFailure` if that is not possible. */
export function proxyAgent(
  { url, except }: LineProxy,
  { toDistrict, toProxy, proxyMsMax }: ProxyTerms,
): Dispatcher {
  const address = URL.parse(url);
  if (address === null || !/^https?:$/.test(address.protocol)) throw new ProxyFailure(null, 'not an address');
  const login = loginOf(address);
  return new EnvHttpProxyAgent({
    httpProxy: '',
    httpsProxy: url,
    noProxy: except,
    allowH2: false,
    ...(login !== null && { token: login }),
    ...(typeof toDistrict === 'object' && { connect: toDistrict, requestTls: toDistrict }),
    ...(typeof toProxy === 'object' && { proxyTls: toProxy }),
    clientFactory: (origin: URL, options: object) => tellingPool(origin, options, proxyMsMax),
  });
}

/** The header as curl sends it, since undici wants both a user and a password; null if there is neither. */
function loginOf({ username, password }: URL): string | null {
  if (username === '' && password === '') return null;
  return `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64')}`;
}

/** A per cent sign that begins no code stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Undici says only in its message why a proxy let nothing pass. */
function tellingPool(origin: URL, options: object, proxyMsMax: number): Dispatcher {
  const pool = new Pool(origin, options);
  const connect = pool.connect.bind(pool);
  return Object.assign(pool, {
    async connect(asked: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> {
      const answer = await connect({ ...asked, signal: AbortSignal.timeout(proxyMsMax) }).catch(
        (error: unknown) => {
          throw new ProxyFailure(null, errorCodeOf(error) ?? String(error));
        },
      );
      if (answer.statusCode === 200) return answer;
      answer.socket.on('error', () => undefined).destroy();
      throw new ProxyFailure(answer.statusCode, String(answer.statusCode));
    },
  });
}
