import { expect, test } from 'vitest';
import { readKey } from '../../../src/renderer/scanner/key-reading.ts';

const PLAIN = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, isComposing: false };

test('a place on the board that no board has types nothing, whatever every object inherits under its name', () => {
  for (const code of ['constructor', '__proto__', 'toString']) {
    const event = { ...PLAIN, key: 'Process', code, keyCode: 229, repeat: false };
    expect(readKey(event)).toEqual({ key: code, character: null });
  }
});
