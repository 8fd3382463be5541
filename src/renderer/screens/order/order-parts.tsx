import type { ComponentType } from 'react';
import type { WorkflowKind } from '../../../domain/workflow/workflow-kind.ts';
import { type ControlProps, QuantityControl, SlotTime, TimeControl } from './order-controls.tsx';

/** What the window shows of an item in a way of its kind. */
interface OrderParts {
  /** How many it is, or when; null where the clerk sees neither. */
  readonly Control: ComponentType<ControlProps> | null;
  /** The steps of the guide stand beside the order. A ticket is sold without a word. */
  readonly showsSteps: boolean;
  /** The price in the list says what it is for. The price of a ticket is that of one person. */
  readonly namesUnit: boolean;
}

export const ORDER_PARTS = {
  ticket: { Control: QuantityControl, showsSteps: false, namesUnit: false },
  hourly: { Control: TimeControl, showsSteps: true, namesUnit: true },
  slot: { Control: SlotTime, showsSteps: true, namesUnit: true },
  pass: { Control: null, showsSteps: true, namesUnit: true },
  booking: { Control: TimeControl, showsSteps: true, namesUnit: true },
  service: { Control: null, showsSteps: true, namesUnit: true },
  guidance: { Control: null, showsSteps: true, namesUnit: true },
} satisfies Record<WorkflowKind, OrderParts>;
