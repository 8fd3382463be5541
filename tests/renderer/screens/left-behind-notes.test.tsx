// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { demoCardNumber } from '../../../src/district/demo/showcase.ts';
import { LeftBehindNotes } from '../../../src/renderer/screens/recorded/LeftBehindNotes.tsx';
import { openGate } from '../../desk/test-desk.ts';
import { paneKiosk } from '../pane.tsx';

/** A sale whose record takes its time, and a clerk who has gone on to the next card. */
async function leftBehind() {
  const pane = await paneKiosk({ language: 'en' });
  pane.writes.isShut = true;
  pane.show(<LeftBehindNotes />);
  const desk = pane.desk.getState();
  await desk.show(demoCardNumber(1));
  desk.chooseItem('indoor-ticket');
  void desk.confirm();
  desk.back();
  await desk.show(demoCardNumber(2));
  return pane;
}

const note = () => screen.getByRole('status').textContent;

it('nothing is noted while nothing was left behind', async () => {
  const { show } = await paneKiosk();
  const { container } = show(<LeftBehindNotes />);
  expect(container.textContent).toBe('');
});

it('a record that nobody waits for is noted, and cannot be put away before it has ended', async () => {
  const { writes } = await leftBehind();
  await expect.poll(note).toBe('Recording: Indoor pool ticket…');
  expect(screen.queryByRole('button')).toBeNull();
  await openGate(writes);
  await expect.poll(note).toBe('Recorded: Indoor pool ticket · slip A1-1Read');
});

it('one that failed says why and what to do, until the clerk has read it', async () => {
  const { writes, journal, user } = await leftBehind();
  journal.nextAppend = async () => ({ ok: false, fault: { kind: 'disk-full', detail: 'ENOSPC' } });
  await openGate(writes);
  await expect
    .poll(note)
    .toContain(
      'Not recorded: Indoor pool ticket. The disk is full. Ask a technician to free space. Charge the list price',
    );
  await user.click(screen.getByRole('button', { name: 'Read' }));
  expect(screen.queryByRole('status')).toBeNull();
});
