import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { builderConfig, validateBuilderConfig } from '../support/builder-config.ts';

describe('electron-builder.yml', () => {
  test('is valid', async () => {
    await expect(validateBuilderConfig(await builderConfig())).resolves.toBeUndefined();
  });

  test.each([
    ['an unknown option', { assar: true }],
    ['an unknown fuse', { electronFuses: { runAsNodes: false } }],
    ['a fuse that is no switch', { electronFuses: { runAsNode: 'no' } }],
    ['an unknown architecture', { linux: { target: [{ target: 'deb', arch: ['x65'] }] } }],
  ])('with %s it would be refused', async (_name, mistake) => {
    await expect(validateBuilderConfig({ ...(await builderConfig()), ...mistake })).rejects.toThrow();
  });

  test('makes an NSIS installer for Windows x64, and deb and AppImage for Linux x64 and arm64', async () => {
    const config = await builderConfig();
    expect(config['win']).toMatchObject({ target: [{ target: 'nsis', arch: ['x64'] }] });
    expect(config['linux']).toMatchObject({
      target: [
        { target: 'deb', arch: ['x64', 'arm64'] },
        { target: 'AppImage', arch: ['x64', 'arm64'] },
      ],
    });
  });

  test('publishes nowhere and packs an asar', async () => {
    expect(await builderConfig()).toMatchObject({ publish: null, asar: true });
  });

  test('names icons that are there: a PNG of 512 pixels, an ICO with the sizes of Windows', async () => {
    const config = await builderConfig();
    for (const platform of ['win', 'linux']) {
      const { icon } = config[platform] as { icon: string };
      expect(existsSync(icon), icon).toBe(true);
    }
    const png = readFileSync('resources/icons/icon.png');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([512, 512]);
    const ico = readFileSync('resources/icons/icon.ico');
    expect([ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([1, 4]);
  });
});
