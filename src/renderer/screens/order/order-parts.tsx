import type { ComponentType } from 'react';
import type { WorkflowKind } from '../../../domain/workflow/workflow-kind.ts';
import { type ControlProps, QuantityControl, SlotTime, TimeControl } from './order-controls.tsx';

/** The parts of the order that differ by the kind of the item. */
interface OrderParts {
  /** The number of people, or the time; null if the clerk sees neither. */
  readonly Control: ComponentType<ControlProps> | null;
  /** The steps of the guide are shown beside the order. A ticket needs none. */
  readonly showsSteps: boolean;
  /** The price in the list names its unit. The price of a ticket is for one person. */
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
