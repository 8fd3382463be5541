import { beforeEach, describe, expect, test } from 'vitest';
import { BRIDGE_NAME } from '../../src/host-api/bridge.ts';
import { launchedKiosk, whyNoElectron } from '../support/electron-app.ts';

const reason = whyNoElectron();
if (reason !== null) console.log(`skipped: ${reason}`);

describe('the kiosk in real Electron', () => {
  beforeEach(({ skip }) => {
    if (reason !== null) skip(reason);
  });

  test('opens our own page in one window', async () => {
    const { app, page } = await launchedKiosk();
    expect(page.url()).toBe('app://kiosk/');
    expect(app.windows()).toHaveLength(1);
    expect(await page.locator('#root').count()).toBe(1);
  });

  test('the page has neither Node nor Electron, only the one function', async () => {
    const { page } = await launchedKiosk();
    const seen = await page.evaluate(
      (name) => ({
        require: typeof Reflect.get(globalThis, 'require'),
        process: typeof Reflect.get(globalThis, 'process'),
        bridge: Object.keys(Reflect.get(globalThis, name)),
        secure: isSecureContext,
      }),
      BRIDGE_NAME,
    );
    expect(seen).toEqual({ require: 'undefined', process: 'undefined', bridge: ['call'], secure: true });
  });

  test('the host answers the page', async () => {
    const { page } = await launchedKiosk({ KIOSK_DISTRICT_URL: 'http://127.0.0.1:9' });
    const reply = await page.evaluate(
      (name) => Reflect.get(globalThis, name).call('kiosk.info', {}),
      BRIDGE_NAME,
    );
    expect(reply).toMatchObject({
      ok: true,
      output: { binding: 'electron', districtUrl: 'http://127.0.0.1:9', enrolment: null },
    });
  });

  test('stays where it is: no navigation, no new window, nothing remote', async () => {
    const { app, page } = await launchedKiosk();
    await page.evaluate(() => {
      location.href = 'https://attacker.example/';
    });
    expect(await page.evaluate(() => open('https://attacker.example/'))).toBeNull();
    await expect(
      page.evaluate(() => fetch('https://attacker.example/').then(() => 'came')),
    ).rejects.toThrow();
    expect(page.url()).toBe('app://kiosk/');
    expect(app.windows()).toHaveLength(1);
  });

  test('text does not become code in the page', async () => {
    const { page } = await launchedKiosk();
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.injected = true';
      document.body.append(script);
      return Reflect.has(globalThis, 'injected');
    });
    expect(ran).toBe(false);
  });
});
