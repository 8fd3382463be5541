import { unreachable } from '../../domain/base/unreachable.ts';
import type { GivenBody } from '../../domain/journal/entry-body.ts';
import type { UsageSums } from '../../protocol/wire-reports.ts';
import type { StandingUse } from './standing-uses.ts';

/** The same answer for all cards of one holder. */
export type HolderOfCard = (cardRef: string) => string;

/**
 * Adds uses up. A use without an amount adds none; without a list price, what was paid stands for it. What a venue kept of
 * a booking that was given back was paid, and nothing was saved by it.
 */
export class UsageCounter {
  #uses = 0;
  #quantity = 0;
  #listFen = 0;
  #paidFen = 0;
  #admissions = 0;
  readonly #persons = new Set<string>();
  readonly #holderOf: HolderOfCard;

  constructor(holderOf: HolderOfCard) {
    this.#holderOf = holderOf;
  }

  add({ counts }: StandingUse): void {
    switch (counts.kind) {
      case 'given':
        this.#addGiven(counts.body);
        return;
      case 'given-back':
        this.#paidFen += counts.keptFen;
        this.#listFen += counts.keptFen;
        return;
      case 'admitted':
        this.#admissions += 1;
        return;
      default:
        unreachable(counts);
    }
  }

  #addGiven(body: GivenBody): void {
    const paidFen = body.totalFen ?? 0;
    this.#uses += 1;
    this.#quantity += body.quantity;
    this.#paidFen += paidFen;
    this.#listFen += body.listTotalFen ?? paidFen;
    this.#persons.add(`${this.#holderOf(body.cardRef)}/${body.person}`);
  }

  sums(): UsageSums {
    return {
      uses: this.#uses,
      quantity: this.#quantity,
      listFen: this.#listFen,
      paidFen: this.#paidFen,
      savedFen: this.#listFen - this.#paidFen,
      persons: this.#persons.size,
      ...(this.#admissions === 0 ? {} : { admissions: this.#admissions }),
    };
  }
}
