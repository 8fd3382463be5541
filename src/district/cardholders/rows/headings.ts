/** What the district keeps of a cardholder, as the columns of a file. */
export type Field =
  | 'cardNumber'
  | 'name'
  | 'tier'
  | 'validFrom'
  | 'validUntil'
  | 'status'
  | 'spouse'
  | 'children';

/** The first of each is the name in the template, and in words about a column that is missing. */
export const HEADINGS: Readonly<Record<Field, readonly [string, ...string[]]>> = {
  cardNumber: [
    '卡号',
    '英才卡号',
    '英才卡卡号',
    '英才卡编号',
    '荔湾英才卡号',
    '荔湾英才卡卡号',
    '人才卡号',
    '人才卡卡号',
    '卡片编号',
    '卡片号',
    '卡编号',
    '卡片号码',
    '卡号码',
    'cardnumber',
    'cardno',
    'card',
    'number',
  ],
  name: [
    '姓名',
    '持卡人',
    '持卡人姓名',
    '英才姓名',
    '人才姓名',
    '本人姓名',
    '名字',
    '姓名(中文)',
    '中文姓名',
    'name',
    'holder',
    'cardholder',
    'fullname',
  ],
  tier: [
    '层次',
    '等级',
    '人才层次',
    '人才等级',
    '英才层次',
    '英才等级',
    '卡等级',
    '卡层次',
    '级别',
    '人才级别',
    '层级',
    '人才层级',
    '人才类别',
    '英才类别',
    'tier',
    'level',
    'grade',
  ],
  validFrom: [
    '生效日期',
    '有效期起',
    '有效期始',
    '有效期自',
    '有效期从',
    '有效期开始',
    '有效期起始',
    '有效期起始日',
    '有效期起始日期',
    '有效期开始日期',
    '有效起始日期',
    '生效日',
    '生效时间',
    '起始日期',
    '开始日期',
    '起效日期',
    '起始日',
    '起始时间',
    '开始时间',
    '启用日期',
    '启用日',
    '有效起始日',
    '有效开始日期',
    '有效开始日',
    '有效期起始时间',
    '有效期开始时间',
    '有效期开始日',
    'validfrom',
    'from',
    'startdate',
    'start',
  ],
  validUntil: [
    '有效期至',
    '有效期止',
    '有效期到',
    '有效期终',
    '有效期结束',
    '有效期截止',
    '有效期截止日',
    '有效期截止日期',
    '有效期终止日期',
    '有效期结束日期',
    '有效截止日期',
    '有效至',
    '失效日期',
    '失效日',
    '失效时间',
    '到期日期',
    '到期日',
    '到期时间',
    '截止日期',
    '终止日期',
    '结束日期',
    '截止日',
    '截止时间',
    '终止日',
    '结束时间',
    '有效截止日',
    '有效终止日期',
    '有效终止日',
    '有效结束日期',
    '有效结束日',
    '有效期终止',
    '有效期终止日',
    '有效期截止时间',
    '有效期结束时间',
    '有效期终止时间',
    '有效期结束日',
    'validuntil',
    'validto',
    'until',
    'to',
    'expires',
    'expiry',
    'expirydate',
    'enddate',
    'end',
  ],
  status: [
    '状态',
    '卡状态',
    '卡片状态',
    '使用状态',
    '英才卡状态',
    '当前状态',
    '人才卡状态',
    'status',
    'state',
  ],
  spouse: [
    '配偶',
    '配偶姓名',
    '配偶名字',
    '配偶情况',
    '配偶信息',
    '爱人',
    '爱人姓名',
    'spouse',
    'spousename',
  ],
  children: [
    '子女',
    '子女姓名',
    '子女名字',
    '子女情况',
    '子女信息',
    '随迁子女',
    '随迁子女姓名',
    '孩子',
    '孩子姓名',
    '小孩',
    '小孩姓名',
    '未成年子女',
    '未成年子女姓名',
    'children',
    'child',
    'childname',
    'childrennames',
  ],
};

/** A column that holds both days of a card, as in 2026-01-01至2028-12-31. */
const VALIDITY = ['有效期', '有效期起止', '有效期起止日期', '有效起止日期', '起止日期', 'validity'];

type Heading = Field | 'validity';

const HEADING_OF: ReadonlyMap<string, Heading> = new Map([
  ...VALIDITY.map((word): [string, Heading] => [word, 'validity']),
  ...Object.entries(HEADINGS).flatMap(([field, words]) =>
    words.map((word): [string, Heading] => [word, field as Field]),
  ),
]);

/** What a heading may say in front of the word that counts: 英才卡有效期至, 持卡人配偶. */
const OWNER = /^(?:荔湾区?)?(?:英才卡?|人才卡?|持卡人|本人|卡片?)的?/;
/** Splits also between Chinese and English words: 姓名Name. */
const BETWEEN_WORDS = /[/|\\]|(?<=[\p{Script=Han})])(?=[a-z])/u;

/** What a column of this heading holds; null for what is not kept. */
export function headingMeans(heading: string): Heading | null {
  const plain = heading.toLowerCase().replace(/[\s*＊:：_\-."'“”]/g, '');
  const whole = meaningOf(plain);
  if (whole !== null) return whole;
  const meanings = plain.split(BETWEEN_WORDS).map(meaningOf);
  return new Set(meanings).size === 1 ? (meanings[0] ?? null) : null;
}

/** What stands in brackets is a part of the word, as in 有效期(起), or says something about it, as in 卡号(必填). */
function meaningOf(plain: string): Heading | null {
  const joined = plain.replace(/[（()）【】[\]]/g, '');
  const bare = plain.replace(/[（(【[].*$/, '').replace(/[0-9一二三四]+$/, '');
  for (const word of [plain, joined, bare]) {
    const usual = word.replace(/^(.*?)有效(?:期限|日期|期间|时间)/, '$1有效期');
    const found = HEADING_OF.get(word) ?? HEADING_OF.get(usual) ?? HEADING_OF.get(usual.replace(OWNER, ''));
    if (found !== undefined) return found;
  }
  return null;
}
