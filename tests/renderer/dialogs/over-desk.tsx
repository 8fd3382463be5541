import { screen } from '@testing-library/react';
import { demoCardNumber } from '../../../src/district/demo/showcase.ts';
import type { PaymentWay } from '../../../src/domain/base/payment-way.ts';
import { Dialogs } from '../../../src/renderer/dialogs/Dialogs.tsx';
import { Look } from '../../../src/renderer/styles/Look.tsx';
import { paneKiosk } from '../pane.tsx';

export const FAMILY = demoCardNumber(1);

/** A desk with sales of two tickets each; what lies over it is drawn as in the window. */
export async function overDesk(language: 'zh' | 'en', sales = 1, floatFen = 0, payments?: PaymentWay[]) {
  const pane = await paneKiosk({ language, status: { waiting: 1 } });
  pane.floatFen = floatFen;
  if (payments !== undefined && pane.catalogue !== null) {
    const { catalogue } = pane;
    pane.catalogue = { ...catalogue, sites: catalogue.sites.map((site) => ({ ...site, payments })) };
  }
  const desk = pane.desk.getState();
  for (let sale = 0; sale < sales; sale += 1) {
    await desk.show(FAMILY);
    desk.chooseItem('outdoor-ticket');
    desk.count(1);
    await desk.confirm();
  }
  pane.show(
    <Look theme="light">
      <Dialogs />
    </Look>,
  );
  return pane;
}

export const dialog = (name: string) => screen.findByRole('dialog', { name });
