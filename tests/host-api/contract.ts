import { expect, test } from 'vitest';
import { ZodError } from 'zod';
import type { KioskHost } from '../../src/host/host-options.ts';
import { HostGone } from '../../src/host-api/client.ts';
import { type Host, type HostMethod, type HostOutput, hostApi } from '../../src/host-api/host-api.ts';
import { Settings } from '../../src/host-api/settings-api.ts';
import { TICKET, voidOf } from '../support/journal-drafts.ts';
import { ENROL_CODE, memoryDistrict } from '../support/memory-district.ts';
import { signedPage } from '../support/roster-pages.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';

/** One binding between a window and its host. */
export interface Binding {
  readonly client: Host;
  /** Sends what no client of ours would, past every check of the client. */
  raw(method: unknown, input: unknown): Promise<unknown>;
}

const DEMO_CARDS = [
  { cardNumber: 'LW2026000', code: 'qr' as const, title: { zh: '有效卡', en: 'A valid card' } },
];

/** What every binding must keep, whatever carries the calls. */
export function hostContract(bind: (host: Host) => Promise<Binding>): void {
  test('carries every call of the working day over and back unchanged', async () => {
    const { host, client } = await bound();
    const info = await client.call('kiosk.info', {});
    expect(info).toEqual(await host.call('kiosk.info', {}));
    const recorded = await client.call('journal.append', TICKET);
    expect(recorded).toMatchObject({ ok: true, entry: { seq: 1, body: TICKET.body } });
    expect(await client.call('journal.append', voidOf(1))).toMatchObject({ ok: true, entry: { seq: 2 } });
    expect(await client.call('journal.append', voidOf(1))).toMatchObject({
      ok: false,
      fault: { kind: 'already-voided' },
    });
    expect(await client.call('journal.read', { fromSeq: 1, limit: 500 })).toHaveLength(2);
    expect(await client.call('district.push', {})).toMatchObject({ ok: true });
    expect(await client.call('journal.status', {})).toEqual(await host.call('journal.status', {}));
    expect(await client.call('district.rosterPage', { cursor: null })).toMatchObject({
      ok: true,
      value: { page: signedPage({ epoch: '11111111-1111-4111-8111-111111111111', cursor: '7' }) },
    });
    expect(await client.call('district.catalogue', { have: 0 })).toMatchObject({
      ok: true,
      value: { version: 1, file: null },
    });
    expect(await client.call('vault.read', {})).toEqual(await host.call('vault.read', {}));
    expect(await client.call('demo.cards', {})).toEqual([]);
  });

  test('fills settings in on the way', async () => {
    const { client } = await bound();
    expect(await client.call('settings.write', { language: 'en' })).toEqual({
      ok: true,
      value: Settings.parse({ language: 'en' }),
    });
    expect(await client.call('settings.read', {})).toEqual(Settings.parse({ language: 'en' }));
  });

  test('refuses a method that is not listed, with the names of all objects among them', async () => {
    const { raw } = await bound();
    for (const method of ['kiosk.shutdown', 'toString', '__proto__', 'constructor', '']) {
      expect(await raw(method, {}), method).toMatchObject({ ok: false });
    }
  });

  test.each(Object.keys(hostApi) as HostMethod[])('refuses a wrong input to %s unheard', async (method) => {
    const { raw, heard } = await bound();
    for (const input of [undefined, null, 'text', [], { unknown: 1 }]) {
      expect(await raw(method, input)).toMatchObject({ ok: false, error: 'bad-call' });
    }
    expect(heard).toEqual([]);
  });

  test('a wrong input is the window’s own bug and never leaves it', async () => {
    const { client, heard } = await bound();
    await expect(client.call('journal.read', { fromSeq: 0, limit: 1 })).rejects.toThrow(ZodError);
    expect(heard).toEqual([]);
  });

  test('a host that breaks its word is gone, with the method named', async () => {
    const liar: Host = {
      call: async <M extends HostMethod>() => ({ appVersion: 1 }) as unknown as HostOutput<M>,
    };
    const { client } = await bind(liar);
    await expect(client.call('kiosk.info', {})).rejects.toThrow(HostGone);
    await expect(client.call('kiosk.info', {})).rejects.toThrow(/kiosk\.info/);
  });

  test('a host that throws is gone for this call and there for the next', async () => {
    let broken = true;
    const { host } = await bound();
    const { client } = await bind({
      async call(method, input) {
        if (broken) throw new Error('a bug');
        return host.call(method, input);
      },
    });
    await expect(client.call('journal.status', {})).rejects.toThrow(HostGone);
    broken = false;
    expect((await client.call('journal.status', {})).headSeq).toBe(0);
  });

  test('demo cards with a wrong check character do not reach the window', async () => {
    const { client } = await bind(await startedHost(hostOptions({ demoCards: DEMO_CARDS })));
    await expect(client.call('demo.cards', {})).rejects.toThrow(HostGone);
  });

  async function bound() {
    const district = await memoryDistrict();
    const host: KioskHost = await startedHost(hostOptions({ districtUrl: district.server.url }));
    await host.call('kiosk.enrol', { code: ENROL_CODE, districtUrl: null });
    const heard: string[] = [];
    const listening: Host = {
      call(method, input) {
        heard.push(method);
        return host.call(method, input);
      },
    };
    return { ...(await bind(listening)), host, heard };
  }
}
