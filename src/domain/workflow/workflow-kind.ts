/**
 * How an item is used at the desk, and so what the screen offers:
 * `ticket` counts people, `hourly` needs a start and minutes, `slot` has its time by rule,
 * `pass` is sold once, `booking` is a room by request, `service` is a green channel or right that is
 * picked and recorded, `agreement` is a family doctor agreement of a year, `errand` is what a desk follows for a holder, `matter` is an affair of the service hall (办件) that goes on for days, `guidance` is information
 * that records nothing.
 */
export const WORKFLOW_KINDS = [
  'ticket',
  'hourly',
  'slot',
  'pass',
  'booking',
  'service',
  'matter',
  'agreement',
  'errand',
  'guidance',
] as const;
export type WorkflowKind = (typeof WORKFLOW_KINDS)[number];
