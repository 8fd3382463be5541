import { screen } from '@testing-library/react';
import type { DecidedCheck } from '../../../src/app/check/check-card.ts';
import type { GivenChoice } from '../../../src/domain/decision/decision.ts';
import { OrderBar } from '../../../src/renderer/screens/order/OrderBar.tsx';
import { CATALOGUE } from '../../desk/test-desk.ts';
import { CARD, decisionFor, itemFor } from '../../domain/desk.ts';
import { paneKiosk } from '../pane.tsx';

/** The order of one item as it is decided, and what the clerk did with it. */
export async function order(
  itemId: string,
  given: Parameters<typeof itemFor>[1],
  more: Partial<Parameters<typeof OrderBar>[0]> & { readonly language?: 'en' } = {},
) {
  const { language, ...props } = more;
  const pane = await paneKiosk({ siteId: given.site, now: given.now, ...(language && { language }) });
  const changes: GivenChoice[] = [];
  const confirmed: string[] = [];
  const check: unknown = { kind: 'decided', decision: decisionFor(given), facts: { catalogue: CATALOGUE } };
  pane.desk.setState({
    screen: { kind: 'decided', check: check as DecidedCheck, choices: {}, itemId },
    isWriting: props.wait === 'writing' || props.wait === 'stillWriting',
    courtAsk: props.wait === 'askingCourt' ? { itemId, kind: 'asking' } : null,
    confirm: async () => void confirmed.push(itemId),
  });
  pane.show(
    <OrderBar
      item={itemFor(itemId, given)}
      lookup={{ kind: 'found', record: CARD }}
      today={given.now.slice(0, 10)}
      wait={null}
      courtNews={null}
      onChange={(choice) => changes.push(choice)}
      {...props}
    />,
  );
  return { ...pane, changes, confirmed };
}

export const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });
