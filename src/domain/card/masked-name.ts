import { shownText } from '../base/plain-text.ts';

/** Between the parts of the names of some ethnic minorities, and of foreign names in Chinese. */
const PART_MARKS = /[·•‧・．]/u;
const HAN_ONLY = /^\p{Script=Han}+$/u;
const SPACES = /\s+/u;

/** Surnames of two characters, after 百家姓 and those still in use beside it. */
const COMPOUND_SURNAMES = new Set(
  (
    '欧阳 上官 司马 诸葛 东方 独孤 南宫 夏侯 尉迟 公孙 慕容 长孙 宇文 司徒 司空 令狐 皇甫 端木 西门 轩辕 ' +
    '万俟 闻人 公羊 赫连 澹台 宗政 濮阳 公冶 太叔 申屠 仲孙 钟离 鲜于 闾丘 子车 亓官 司寇 巫马 公西 颛孙 ' +
    '壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 第五 达奚 太史'
  ).split(' '),
);

/**
 * A name as a desk shows it: enough to ask "are you Mr Zhang?", too little to read out. 张小明 is 张*明,
 * 张明 is 张*, 欧阳修 is 欧阳*, 阿依古丽·买买提 is 阿*·买*, `John Smith` is `J* S*`. The number of stars does
 * not tell the length.
 */
export function maskedNameOf(name: string): string {
  const trimmed = shownText(name).trim();
  const parts = trimmed.split(PART_MARKS).filter((part) => part !== '');
  if (parts.length > 1) return parts.map(initialOf).join('·');
  if (HAN_ONLY.test(trimmed)) return maskedHan([...trimmed]);
  return trimmed.split(SPACES).map(initialOf).join(' ');
}

function maskedHan(characters: readonly string[]): string {
  const isCompound = characters.length > 2 && COMPOUND_SURNAMES.has(characters.slice(0, 2).join(''));
  const surnameLength = isCompound ? 2 : 1;
  const given = characters.slice(surnameLength);
  // A name of one character would otherwise be told whole.
  if (given.length === 0) return '*';
  const last = given.length > 1 ? given.slice(-1) : [];
  return [...characters.slice(0, surnameLength), '*', ...last].join('');
}

/** The first character of a part of two or more; a part of one is hidden whole. */
function initialOf(part: string): string {
  const [first = '', ...rest] = part.trim();
  return rest.length > 0 ? `${first}*` : '*';
}
