import { rootCertificates } from 'node:tls';
import { Agent, request } from 'undici';
import { messageOf } from '../../../domain/base/message-of.ts';
import type { Handover } from '../../../domain/handover/handover.ts';
import { restCallOf } from '../../../domain/handover/rest-call.ts';
import type { RestTarget } from '../../../domain/handover/target.ts';
import { errorCodeOf } from '../../disk/error-code.ts';
import { type Delivery, failedBy } from '../delivery.ts';

/** The other side is asked too much, or has not finished with the first copy: the same message will do later. */
const LATER = new Set([408, 409, 425, 429]);
/** Nothing of the message: the address or what signs it in is wrong, and each message would fare like this one. */
const SETTINGS = new Set([401, 403, 404, 405, 407]);

interface RestWay {
  /** The value of the header `authorization`; null for none. */
  readonly secret: string | null;
  readonly answerMs: number;
  readonly signal: AbortSignal;
}

/** Sends one message by HTTP, past every proxy: the hospital's network is not the district's line. */
export async function sendByRest(handover: Handover, target: RestTarget, way: RestWay): Promise<Delivery> {
  const { method, url, headers, body } = restCallOf(handover, target);
  const ca = [...rootCertificates, ...(target.authorityPem === null ? [] : [target.authorityPem])];
  const agent = new Agent({ allowH2: false, connect: { ca, timeout: way.answerMs, minVersion: 'TLSv1.2' } });
  const signal = AbortSignal.any([way.signal, AbortSignal.timeout(way.answerMs)]);
  try {
    const asking = request(url, {
      ...{ method, body, signal },
      dispatcher: agent,
      headers: { ...headers, ...(way.secret === null ? {} : { authorization: way.secret }) },
    });
    const { statusCode } = await Promise.race([asking, aborted(signal)]);
    return deliveryOf(statusCode);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') {
      return { kind: 'failed', trouble: 'no-answer', detail: `${way.answerMs} ms` };
    }
    return failedBy(errorCodeOf(error), messageOf(error));
  } finally {
    // What follows the status says nothing that is needed here.
    void agent.destroy();
  }
}

/** While it connects, undici does not listen to the signal. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function deliveryOf(status: number): Delivery {
  const detail = `HTTP ${status}`;
  if (status >= 200 && status < 300) return { kind: 'arrived' };
  if (status >= 500 || LATER.has(status)) return { kind: 'failed', trouble: 'busy', detail };
  if (status < 400 || SETTINGS.has(status)) return { kind: 'failed', trouble: 'settings', detail };
  return { kind: 'refused', isFinal: true, detail };
}
