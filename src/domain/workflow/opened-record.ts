import type { RecordKind } from '../records/record.ts';
import type { WorkflowKind } from './workflow-kind.ts';

/**
 * The record that a use of each kind opens; null for what is given at once. The same as `opens` in `workflows.ts`, for
 * the catalogue, which the workflows read themselves.
 */
const OPENED: { readonly [Kind in WorkflowKind]: RecordKind | null } = {
  ticket: null,
  hourly: 'booking',
  slot: 'booking',
  pass: 'pass',
  booking: 'booking',
  service: null,
  matter: 'matter',
  agreement: 'agreement',
  errand: 'errand',
  guidance: null,
};

export function openedRecordOf({ workflow }: { readonly workflow: WorkflowKind }): RecordKind | null {
  return OPENED[workflow];
}
