import { messageOf, StartFault } from '../../district/start-fault.ts';
import { CommandFault } from '../command-fault.ts';
import { readSecret } from '../secret-input.ts';

/** Asks a running district as its office; `status` of what is no success decides what to say. */
export type OfficeClient = (path: string, body?: object) => Promise<Response>;

/** Throws `CommandFault` where the token cannot be read. */
export function officeClient({
  url,
  tokenFile,
}: {
  readonly url: string;
  readonly tokenFile: string;
}): OfficeClient {
  const token = readSecret(tokenFile);
  if (!token.ok) throw new CommandFault(token.reason);
  const base = `${url.replace(/\/+$/, '')}/v1/office/`;
  const authorization = `Bearer ${token.text}`;
  return async (path, body) => {
    const init =
      body === undefined
        ? { headers: { authorization } }
        : {
            method: 'POST',
            headers: { authorization, 'content-type': 'application/json' },
            body: JSON.stringify(body),
          };
    try {
      return await fetch(base + path, init);
    } catch (thrown) {
      throw new StartFault('database-unreachable', `${url} does not answer: ${messageOf(thrown)}`, thrown);
    }
  };
}

/** The body of a success; throws `StartFault` with what the district said otherwise. */
export async function readOffice(answer: Response): Promise<unknown> {
  if (answer.ok) return answer.json();
  throw new StartFault(
    'database-unreachable',
    `the district refused: ${answer.status} ${await answer.text()}`,
  );
}
