import { demoCards, type ShowcaseCard } from '../../district/demo/showcase.ts';
import { signedDemoCards } from '../../district/demo/signed-cards.ts';
import { wallDateOf } from '../../domain/base/wall-time.ts';

/** What lies in the tray of a demo that starts now. */
export function demoTrayCards(): readonly ShowcaseCard[] {
  return [...demoCards, ...signedDemoCards(wallDateOf(Date.now()))];
}
