import { expect, test } from 'vitest';
import type { ItemDecision } from '../../src/domain/decision/decision.ts';
import { itemFor } from './desk.ts';

/** A Monday in the hours of every desk. */
const NOW = '2026-11-23T10:00';
const STEWARD = 'talent-service';
const HALL = 'service-hall';
const BUSINESS = 'business-registration';
const TAX = 'tax-office';
const LIBRARY = 'liwan-library';
const CULTURE = 'liwan-culture-centre';
const CLUB = 'youth-sports-club';
const FANGCUN = 'fangcun-sports-centre';
const HEALTH = 'community-health-centre';
const HOSPITALS = [
  'liwan-central-hospital',
  'liwan-peoples-hospital',
  'liwan-tcm-hospital',
  'liwan-orthopaedic-hospital',
  'liwan-maternity-hospital',
];
const LAW = ['liwan-legal-centre', 'street-legal-station', 'community-legal-studio'];

/** A clause, a desk, an item, and words of the guide that the desk says with it. */
type Told = readonly [clause: string, site: string, itemId: string, ...words: readonly string[]];

const GUIDED: readonly Told[] = [
  ['3.2.2', TAX, 'tax-new-enterprise', '一网通平台', '税务登记零接触', '以现场办理为准', '《广州市开办企业一网通平台办税指南》'],
  ['6', STEWARD, 'party-building', '党建引领、人才支撑', '优先考虑发展入党', '计划数向高层次人才倾斜'],
  ['7', STEWARD, 'personal-steward', '020-81378224', '区领导联系人才的优先推荐对象', '列席区人大会议或区政协会议', '交流培训', '意见建议', '你呼我应、三级联动', '在政策允许的前提下'],
  ['8.4.3', HEALTH, 'family-doctor-personal', '个性化服务包', '双方另行签订', '就医、转诊、用药、医保、费用'],
]; // biome-ignore format: a row a clause

/** What the desk tells, and follows once it is recorded. */
const FOLLOWED: readonly Told[] = [
  ['1', STEWARD, 'residence-registration', '是否符合计划指导类', '年龄请当面询问', '“荔湾人才服务”', '020-81378224'],
  ['4', STEWARD, 'housing', '在荔湾区辖内工作', '本人、配偶、未成年子女在本市均无', '市级高层次人才除外', '人才公寓管理办法'],
  ['8.2.3', 'liwan-tcm-hospital', 'health-record', '健康档案', '电子化', '追踪随访'],
  ['8.2.4', 'liwan-tcm-hospital', 'health-talks', '举办讲座', '健康咨询和指导'],
  ['9', STEWARD, 'quota-transfer', '不符合计划指导类', '总量控制类入户指标', '当年度荔湾区', '020-81378224'],
  ...LAW.flatMap((site): readonly Told[] => [
    ['10.1.1.2', site, 'legal-representation', '合同', '须另行协商收取律师服务费用', '委托代理手续', '减免收费'],
    ['10.1.1.3', site, 'legal-aid', '符合法律援助条件', '由法律援助机构'],
    ['10.1.1.4', site, 'legal-mediation', '司法所和调解委', '在法律框架内'],
    ['10.1.1.5', site, 'legal-knowledge', '普法需求'],
  ]),
]; // biome-ignore format: a row a clause

const GIVEN: readonly Told[] = [
  ['2.1.3', HALL, 'extended-service', '特事特办、跟踪督办', '预约服务', '延时服务'],
  ['2.2.1', HALL, 'green-channel', '荔湾英才卡绿色通道', '导办人员主动引导', '优先办理', '指派专人', '电话告知'],
  ['2.1.2', HALL, 'accept-incomplete', '容缺承诺书', '最迟在领取证照时补齐', '补齐之前不发证照'],
  ['2.2.4', HALL, 'assisted-handling', '协办、代办', '协调各进驻单位'],
  ['3.1.1', BUSINESS, 'establishment', '一网通平台', '一并上传英才卡', '1个工作日内办结'],
  ['3.1.2', BUSINESS, 'change', '二楼商事登记大厅', '官网', '英才卡', '2个工作日内办结'],
  ['3.1.3', BUSINESS, 'deregistration', '二楼商事登记大厅', '官网', '英才卡', '1个工作日内办结'],
  ['3.1.4', BUSINESS, 'registration-advice', '业务咨询窗口', '优先办理'],
  ['3.2.1', TAX, 'tax-priority', '免预约', '与持卡人本人相关', '请核对，不直接拒绝', '咨询导税岗直接派发优先号'],
  ['5.1', LIBRARY, 'activity-room', '周门南路29号', '四楼活动室', '审核申请人资质', '场地使用申请表', '批准后', '前一天', '020-81022321'],
  ['5.1.4', LIBRARY, 'activity-room', '限持荔湾英才卡人员本人', '不超时', '设施维护产生的费用', '商业性质', '有权终止活动', '全部法律责任', '抽烟、喝酒、赌博、生火', '电水杯', '恢复场地原貌', '防止安全事故', '另行安排时间', '防疫相关规定（按现行规定）'],
  ['5.2', CULTURE, 'multi-function-hall', '芳雅苑15号', '三楼多功能厅', '电子显示屏', '100人', '403', '审批', '前一天', '020-81191965', '联系物业'],
  ['5.2.4', CULTURE, 'multi-function-hall', '限持荔湾英才卡人员本人', '不超时', '设施维护产生的费用', '群众文化艺术', '有权终止活动', '全部法律责任', '节目单', '麦克风', '抽烟、喝酒、赌博、生火', '恢复场地原貌', '防止安全事故', '另行安排时间'],
  ['5.4.1.1', CLUB, 'club-number', '立即获取专属卡号'],
  ['5.4.1.2', CLUB, 'priority-booking', '专属绿色通道', '电话优先订场', '免排队'],
  ['5.4.1.3', CLUB, 'family-sharing', '配偶、子女', '共享权益'],
  ['5.5', FANGCUN, 'badminton-court', '登记及身份确认', '便捷、舒适', '配送饮料', '020-81224285', '解释权归芳村体育中心'],
  ['5.5', FANGCUN, 'tennis-court', '登记及身份确认', '便捷、舒适', '配送饮料', '020-81532280', '解释权归芳村体育中心'],
  ['5.5.1', FANGCUN, 'badminton-membership', '免费', '登记及身份确认', '020-81224285'],
  ['5.5.1', FANGCUN, 'tennis-membership', '免费', '登记及身份确认', '020-81532280'],
  ['5.6', 'xijiao-pool', 'outdoor-ticket', '本人须携带英才卡', '只有家属来的，请核对', '登记荔湾英才卡信息，并核对'],
  ['5.6', 'xijiao-pool', 'indoor-ticket', '本人须携带英才卡', '只有家属来的，请核对', '登记荔湾英才卡信息，并核对'],
  ...HOSPITALS.flatMap((site): readonly Told[] => [
    ['8.2.1', site, 'appointment', '门诊预约诊疗'],
    ['8.2.1', site, 'registration', '优先挂号'],
    ['8.2.1', site, 'payment', '优先缴费'],
    ['8.2.1', site, 'admission', '优先住院'],
    ['8.2.2', site, 'consultation', '疑难重症', '院内专家会诊'],
    ['8.3', site, 'check-up', '每年享受一次', '先核对当年度体检通知', '区医疗保健服务中心', '自行选择指定体检医院', '超出项目费用由持卡人支付'],
  ]),
  ['8.4.1', HEALTH, 'family-doctor-free', '基本公共卫生服务', '自主选择家庭医生团队', '有效期为1年', '续约、改签'],
  ['8.4.2', HEALTH, 'family-doctor-basic', '不同人群', '按照参保方式', '免收个人自付部分', '先垫资减免', '自费项目仍由持卡人支付'],
  ...LAW.map((site): Told => ['10.1.1.1', site, 'legal-advice', '免费', '民事、刑事', '获取律师联系方式', '预约现场咨询']),
  ['10.2.1.1', 'liwan-legal-centre', 'legal-advice', '花地大道北88号', '9:00-12:00，14:00-18:00'],
  ['10.2.1.2', 'street-legal-station', 'legal-advice', '司法所', '请先致电'],
  ['10.2.1.3', 'community-legal-studio', 'legal-advice', '社区居委会', '请先致电'],
  ['10.2.2', 'legal-hotline', 'deep-legal-advice', '疑难法律事务', '020-81632960', '9:00-12:00，14:00-18:00', '专人接线', '资深律师', '线上或线下'],
]; // biome-ignore format: a row a clause

test.each(GUIDED)('clause %s is told at %s by %s', (_clause, site, itemId, ...words) => {
  const item = itemFor(itemId, { site, now: NOW });
  expect(item.kind).toBe('info');
  expect(missingIn(item, words)).toEqual([]);
});

test.each(FOLLOWED)('clause %s is told and followed at %s by %s', (_clause, site, itemId, ...words) => {
  const item = itemFor(itemId, { site, now: NOW });
  expect(item).toMatchObject({ kind: 'yes', workflow: 'errand' });
  expect(missingIn(item, words)).toEqual([]);
});

test.each(GIVEN)('clause %s is given at %s by %s, with its conditions', (_clause, site, itemId, ...words) => {
  const item = itemFor(itemId, { site, now: NOW });
  expect(item.kind).not.toBe('info');
  expect(missingIn(item, words)).toEqual([]);
});

test('every number of an office is told in both languages', () => {
  for (const [, site, itemId] of [...GUIDED, ...GIVEN]) {
    const { basis, steps } = itemFor(itemId, { site, now: NOW });
    const numbersIn = (language: 'zh' | 'en') =>
      new Set([basis, ...steps].flatMap((text) => text[language].match(/020-\d{8}/g) ?? []));
    expect(numbersIn('en')).toEqual(numbersIn('zh'));
  }
});

const CARE = ['appointment', 'registration', 'payment', 'admission'];

// Holders are served first. They pay as others do, and the club alone spares them the queue.
test.each<readonly [string, readonly string[], RegExp]>([
  [HEALTH, ['family-doctor-free', 'family-doctor-basic', 'family-doctor-personal'], /全免|报销|不付费/],
  [HALL, ['green-channel', 'matter-residence'], /免排队/],
  ...HOSPITALS.map((site) => [site, CARE, /免排队|免费/] as [string, string[], RegExp]),
])('the words at %s promise nothing that the guide does not', (site, itemIds, promised) => {
  for (const itemId of itemIds) {
    const { name, basis, steps } = itemFor(itemId, { site, now: NOW });
    expect([name, basis, ...steps].map(({ zh }) => zh).join('\n')).not.toMatch(promised);
  }
});

test.each(['matter-social-card', 'matter-residence', 'matter-food-licence'])(
  '%s, which the guide does not have, is called an example',
  (itemId) => {
    const { name } = itemFor(itemId, { site: HALL, now: NOW });
    expect(name.zh).toMatch(/（示例）$/);
    expect(name.en).toMatch(/ \(example\)$/);
  },
);

/** Words that the desk does not say. */
function missingIn({ name, basis, steps }: ItemDecision, words: readonly string[]): readonly string[] {
  const told = [name, basis, ...steps].map(({ zh }) => zh).join('\n');
  return words.filter((word) => !told.includes(word));
}
