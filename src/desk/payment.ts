import type { PaymentWay } from '../domain/base/payment-way.ts';
import { chosenItemOf, type DeskScreen } from './desk-state.ts';
import { enterOf } from './item-action.ts';

/** The ways of payment among which the clerk may choose; none where nothing is to pay, or the site records none. */
export function paymentsAsked(screen: DeskScreen): readonly PaymentWay[] {
  const item = chosenItemOf(screen);
  if (screen.kind !== 'decided' || item === null || enterOf(item).kind !== 'record') return [];
  const price = item.kind === 'yes' || item.kind === 'ask' ? item.price : null;
  if (!price?.totalFen) return [];
  const { decision, facts } = screen.check;
  return facts.catalogue.sites.find(({ id }) => id === decision.siteId)?.payments ?? [];
}

/** The way that Enter records: the one that was chosen, or else the site's first; null where none is asked for. */
export function paymentOf(screen: DeskScreen): PaymentWay | null {
  const ways = paymentsAsked(screen);
  const chosen = screen.kind === 'decided' ? screen.payment : undefined;
  return ways.find((way) => way === chosen) ?? ways[0] ?? null;
}

/** The way after the one that is meant, or the named one; null if the site does not record it. */
export function paymentChoice(screen: DeskScreen, way: PaymentWay | undefined): PaymentWay | null {
  const ways = paymentsAsked(screen);
  if (way !== undefined) return ways.includes(way) ? way : null;
  const meant = paymentOf(screen);
  const place = meant === null ? -1 : ways.indexOf(meant);
  return ways[(place + 1) % ways.length] ?? null;
}
