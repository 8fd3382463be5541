import { z } from 'zod';
import { messageOf } from '../domain/base/message-of.ts';
import type { HostReply } from '../host-api/call-shapes.ts';
import { type Host, type HostMethod, hostApi } from '../host-api/host-api.ts';

/**
 * Answers one call from outside the process: an unlisted method or a wrong input is refused before the host
 * hears of it, and a bug of the host becomes a reply. Never rejects.
 */
export async function answerCall(host: Host, method: unknown, input: unknown): Promise<HostReply> {
  if (!isMethod(method)) return { ok: false, error: 'bad-call', detail: 'no such method' };
  const checked = hostApi[method].input.safeParse(input);
  if (!checked.success) return { ok: false, error: 'bad-call', detail: z.prettifyError(checked.error) };
  try {
    return { ok: true, output: await host.call(method, checked.data) };
  } catch (error) {
    return { ok: false, error: 'internal', detail: messageOf(error) };
  }
}

function isMethod(method: unknown): method is HostMethod {
  return typeof method === 'string' && Object.hasOwn(hostApi, method);
}
