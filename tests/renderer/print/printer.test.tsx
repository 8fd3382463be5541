// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { demoCardNumber } from '../../../src/district/demo/showcase.ts';
import { PrinterNote } from '../../../src/renderer/print/PrinterNote.tsx';
import { PrinterSettings } from '../../../src/renderer/print/PrinterSettings.tsx';
import { paneKiosk } from '../pane.tsx';

const NETWORK = {
  kind: 'network',
  host: '192.168.1.20',
  port: 9100,
  paper: '58mm',
  cuts: true,
  hasDrawer: false,
} as const;

describe('the note on the printer', () => {
  it('says what it lacks, how many papers wait, and lets them go with a click', async () => {
    const answers = { 'print.state': { printer: NETWORK, waiting: 2, trouble: 'paper-out' } };
    const pane = await paneKiosk({
      answers: { ...answers, 'print.empty': { ...answers['print.state'], waiting: 0 } },
    });
    pane.show(<PrinterNote />);
    expect(screen.queryByRole('status')).toBeNull();
    await pane.kiosk.printer.getState().look();
    await expect
      .poll(() => screen.queryByRole('status')?.textContent)
      .toContain('打印机没纸了，请换纸（2 张等着打印）');
    await pane.user.click(screen.getByRole('button', { name: '不打了' }));
    await expect.poll(() => pane.calls).toContain('print.empty');
  });

  it('says that one paper was not taken', async () => {
    const pane = await paneKiosk({ language: 'en' });
    const desk = pane.desk.getState();
    await desk.show(demoCardNumber(1));
    desk.chooseItem('outdoor-ticket');
    await desk.confirm();
    pane.printing = 'full';
    pane.show(<PrinterNote />);
    expect(await desk.print()).toBe(false);
    await expect.poll(() => document.body.textContent).toContain('Too many papers wait');
  });
});

describe('the printer in the settings', () => {
  it('is chosen, saved by the host, and tried with a page', async () => {
    const state = { printer: NETWORK, waiting: 0, trouble: null };
    const pane = await paneKiosk({
      language: 'en',
      answers: { 'print.state': state, 'print.choose': state },
    });
    pane.show(<PrinterSettings />);
    const address = await screen.findByRole('textbox', { name: 'Address' });
    fireEvent.change(address, { target: { value: '192.168.1.21' } });
    await pane.user.click(screen.getByRole('button', { name: 'Save printer' }));
    await expect.poll(() => pane.calls).toContain('print.choose');
    await pane.user.click(await screen.findByRole('button', { name: 'Print a test page' }));
    await expect
      .poll(() => pane.papers)
      .toMatchObject([{ paper: { title: 'Test page', code: expect.any(String) }, opensDrawer: true }]);
  });

  it('is not saved with an address that is none', async () => {
    const pane = await paneKiosk({
      language: 'en',
      answers: { 'print.state': { printer: NETWORK, waiting: 0, trouble: null } },
    });
    pane.show(<PrinterSettings />);
    const address = await screen.findByRole('textbox', { name: 'Address' });
    fireEvent.change(address, { target: { value: 'a printer/1' } });
    await pane.user.click(screen.getByRole('button', { name: 'Save printer' }));
    expect((await screen.findByRole('status')).textContent).toContain('not saved');
    expect(pane.calls).not.toContain('print.choose');
  });
});
