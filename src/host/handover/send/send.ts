import { messageOf } from '../../../domain/base/message-of.ts';
import { unreachable } from '../../../domain/base/unreachable.ts';
import type { Handover } from '../../../domain/handover/handover.ts';
import type { HandoverTarget } from '../../../domain/handover/target.ts';
import type { Delivery } from '../delivery.ts';
import { sendByFolder } from './send-by-folder.ts';
import { sendByMllp } from './send-by-mllp.ts';
import { sendByRest } from './send-by-rest.ts';

interface SendWay {
  readonly target: HandoverTarget;
  readonly secret: string | null;
  readonly answerMs: number;
  readonly signal: AbortSignal;
}

/** Sends one message once. Never rejects. */
export async function sendHandover(handover: Handover, way: SendWay): Promise<Delivery> {
  try {
    return await sendTo(handover, way);
  } catch (error) {
    return { kind: 'failed', trouble: 'settings', detail: messageOf(error).slice(0, 80) };
  }
}

function sendTo(handover: Handover, { target, ...way }: SendWay): Promise<Delivery> {
  switch (target.kind) {
    case 'folder':
      return sendByFolder(handover, target);
    case 'rest':
      return sendByRest(handover, target, way);
    case 'mllp':
      return sendByMllp(handover, target, way);
    default:
      return unreachable(target);
  }
}
