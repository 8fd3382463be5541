import { AGREEMENT } from './agreement.ts';
import { BOOKING } from './booking.ts';
import { ERRAND } from './errand.ts';
import { GUIDANCE } from './guidance.ts';
import { HOURLY } from './hourly.ts';
import { MATTER } from './matter.ts';
import { PASS } from './pass.ts';
import { SERVICE } from './service.ts';
import { SLOT } from './slot.ts';
import { TICKET } from './ticket.ts';
import type { Workflow } from './workflow.ts';
import type { WorkflowKind } from './workflow-kind.ts';

/** Every kind of item. Nothing else compares a kind: what differs by kind is a property here, or a table like this. */
const WORKFLOWS = {
  ticket: TICKET,
  hourly: HOURLY,
  slot: SLOT,
  pass: PASS,
  booking: BOOKING,
  service: SERVICE,
  matter: MATTER,
  agreement: AGREEMENT,
  errand: ERRAND,
  guidance: GUIDANCE,
} satisfies { readonly [Kind in WorkflowKind]: Workflow<Kind> };

export function workflowOf({ workflow }: { readonly workflow: WorkflowKind }): Workflow {
  return WORKFLOWS[workflow];
}
