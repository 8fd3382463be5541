import type { LineFault } from '../../protocol/line-fault.ts';
import type { StaffLine, StaffPulled } from '../ports.ts';

export type StaffOutcome = StaffPulled | { readonly kind: 'fault'; readonly fault: LineFault };

/** Has the host send the PINs that were changed here, and take the list of who may work at the desks. */
export async function pullStaff(line: StaffLine): Promise<StaffOutcome> {
  const reply = await line.pull();
  return reply.ok ? reply.value : { kind: 'fault', fault: reply.fault };
}
