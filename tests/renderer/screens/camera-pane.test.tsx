// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { CameraPane } from '../../../src/renderer/screens/verdict/CameraPane.tsx';
import type { PicturesView } from '../../../src/renderer/use-pictures.ts';
import type { ScannerView } from '../../../src/renderer/use-scanner.ts';
import { paneKiosk } from '../pane.tsx';

describe('the camera pane', () => {
  async function camera(scanner: Partial<ScannerView>, pictures: Partial<PicturesView> = {}) {
    const pane = await paneKiosk();
    const done: string[] = [];
    const view = {
      camera: { kind: 'off' },
      inView: false,
      isReadAgain: false,
      videoRef: () => undefined,
    } as const;
    const files = { note: null, isOver: false, inputRef: { current: null }, read: async () => undefined };
    pane.show(
      <CameraPane
        scanner={{ ...view, retry: () => done.push('retry'), ...scanner }}
        pictures={{ ...files, choose: () => done.push('choose'), ...pictures }}
        onType={() => done.push('type')}
      />,
    );
    return { ...pane, done };
  }

  it('says what is wrong with the camera, and offers every other way in', async () => {
    const { user, done } = await camera({ camera: { kind: 'unplugged' } });
    expect(screen.getByRole('status').textContent).toContain('摄像头断开了');
    for (const name of ['再试一次', 'F2 输入卡号', 'F3 打开图片']) {
      await user.click(screen.getByRole('button', { name }));
    }
    expect(done).toEqual(['retry', 'type', 'choose']);
  });

  it('that is opening offers no second try', async () => {
    await camera({ camera: { kind: 'starting' } });
    expect(screen.getByRole('status').textContent).toContain('正在打开摄像头…');
    expect(screen.queryByRole('button', { name: '再试一次' })).toBeNull();
  });

  it('says what came of a picture, and asks to read an old number again', async () => {
    await camera({ camera: { kind: 'off' } }, { note: 'nothing' });
    expect(screen.getByText('图片里没有找到条码。请换一张更清楚、条码更大的图片。')).toBeDefined();
    await camera({ isReadAgain: true });
    expect(screen.getByText('这是旧卡号，请用扫码枪再扫一次核对。')).toBeDefined();
  });
});
