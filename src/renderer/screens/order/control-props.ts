import type { GivenChoice, ItemDecision } from '../../../domain/decision/decision.ts';

/** What the controls of an order are given, whichever kind its item is. */
export interface ControlProps {
  readonly item: ItemDecision;
  /** The day of the decision. */
  readonly today: string;
  readonly onChange: (choice: GivenChoice) => void;
}
