import { expect, it } from 'vitest';
import { maskedNameOf } from '../../src/domain/card/masked-name.ts';

it.each([
  ['张明', '张*'],
  ['张小明', '张*明'],
  ['张王小明', '张*明'],
  ['欧阳修', '欧阳*'],
  ['诸葛孔明', '诸葛*明'],
  ['司马', '司*'],
  ['李', '*'],
  ['𠮷田', '𠮷*'],
  ['阿依古丽·买买提', '阿*·买*'],
  ['迪丽热巴•迪力木拉提', '迪*·迪*'],
  ['John Smith', 'J* S*'],
  [' Maria  de la Cruz ', 'M* d* l* C*'],
  ['X Smith', '* S*'],
  ['김철수', '김*'],
])('%s is shown as %s', (name, masked) => {
  expect(maskedNameOf(name)).toBe(masked);
});

it('shows nothing that hides or turns what stands around it', () => {
  expect(maskedNameOf('\u202e张小明')).toBe('张*明');
  expect(maskedNameOf('张\u200b明')).toBe('张*');
  expect(maskedNameOf('\u2067欧阳修\u2069')).toBe('欧阳*');
  expect(maskedNameOf('\u001b[2JJohn Smith')).toBe('[* S*');
  expect(maskedNameOf('\u200f \u202e')).toBe('*');
});
