import { ownValue } from '../../domain/base/own-value.ts';
import type { Language, Text } from '../../domain/base/text.ts';
import { REASON_WORDS, ReasonKind } from '../../domain/card/change-reason.ts';

/** What an officer did, by the action that the audit log names; an action of a newer district stands as it is. */
const ACTIONS: Readonly<Record<string, Text>> = {
  'sign-in': { zh: '登录', en: 'Signed in' },
  confirm: { zh: '再次确认密码', en: 'Confirmed the password' },
  'change-password': { zh: '修改密码', en: 'Changed the password' },
  'locked-out': { zh: '试错过多，暂停登录', en: 'Locked out by wrong tries' },
  'first-administrator': { zh: '设立第一位管理员', en: 'First administrator' },
  token: { zh: '使用访问令牌', en: 'Used an access token' },
  'DELETE /office/session': { zh: '退出登录', en: 'Signed out' },
  'POST /office/session/totp': { zh: '开始设置动态验证码', en: 'Began to set up codes' },
  'POST /office/session/totp/confirm': { zh: '启用动态验证码', en: 'Turned codes on' },
  'GET /office/officers': { zh: '查看人员', en: 'Looked at the people' },
  'POST /office/officers': { zh: '添加人员', en: 'Added a person' },
  'POST /office/officers/:name': { zh: '变更人员', en: 'Changed a person' },
  'POST /office/addresses/unlock': { zh: '解除地址锁定', en: 'Opened a locked address' },
  'GET /office/sessions': { zh: '查看登录会话', en: 'Looked at the sessions' },
  'DELETE /office/sessions/:sessionId': { zh: '结束会话', en: 'Ended a session' },
  'POST /office/sessions/:sessionId/end': { zh: '结束会话', en: 'Ended a session' },
  'GET /office/tokens': { zh: '查看访问令牌', en: 'Looked at the access tokens' },
  'POST /office/tokens': { zh: '新建访问令牌', en: 'Made an access token' },
  'POST /office/tokens/:name/end': { zh: '停用访问令牌', en: 'Ended an access token' },
  'GET /office/audit': { zh: '查看审计记录', en: 'Looked at the audit' },
  'audit list': { zh: '用命令查看审计记录', en: 'Looked at the audit by a command' },
  'audit export': { zh: '用命令导出审计记录', en: 'Exported the audit by a command' },
  'GET /office/cards': { zh: '查找持卡人', en: 'Searched cardholders' },
  'GET /office/cards/:cardNumber': { zh: '查看持卡人', en: 'Looked at a card' },
  'GET /office/cards/:cardNumber/data': { zh: '导出持卡人全部信息', en: "Exported a person's data" },
  'POST /office/cards': { zh: '添加持卡人', en: 'Added a card' },
  'POST /office/cards/:cardNumber': { zh: '变更持卡人', en: 'Changed a card' },
  'POST /office/cards/:cardNumber/replace': { zh: '换发新卡', en: 'Replaced a card' },
  'GET /office/cards/imports': { zh: '查看导入记录', en: 'Looked at the lists taken' },
  'POST /office/cards/imports': { zh: '导入或试算名单', en: 'Imported or tried a list' },
  'POST /office/cards/imports/:importId/undo': { zh: '撤回导入', en: 'Undid an import' },
  'GET /office/cards/erasures': { zh: '查看到期资料', en: 'Looked at what is due to be erased' },
  'POST /office/cards/erasures': { zh: '清除到期资料', en: 'Erased ended cardholders' },
  'GET /office/kiosks': { zh: '查看前台设备', en: 'Looked at the kiosks' },
  'POST /office/kiosks/codes': { zh: '生成登记码', en: 'Made enrolment codes' },
  'POST /office/codes': { zh: '生成登记码', en: 'Made an enrolment code' },
  'POST /office/kiosks/revoke': { zh: '停用前台', en: 'Revoked kiosks' },
  'GET /office/closings': { zh: '查看日结', en: 'Looked at the closings' },
  'GET /office/staff': { zh: '查看前台人员', en: 'Looked at the desk staff' },
  'POST /office/staff': { zh: '添加前台人员', en: 'Added a member of the desks' },
  'POST /office/staff/:memberId': { zh: '变更前台人员', en: 'Changed a member of the desks' },
  'POST /office/staff-sites/:siteId': { zh: '改服务点是否登录', en: 'Changed the sign-in of a site' },
  'POST /office/rights': { zh: '选定或改选权益的服务点', en: 'Chose or moved the site of a right' },
  'GET /office/entries/:journalId/:seq': { zh: '查看一笔记录', en: 'Looked at a record' },
  'GET /office/quarantine': { zh: '查看隔离的记录', en: 'Looked at the quarantine' },
  'GET /office/quarantine/:journalId': { zh: '查看隔离的记录', en: 'Looked at the quarantine' },
  'POST /office/quarantine/:journalId/merge': { zh: '并入隔离的记录', en: 'Merged from quarantine' },
  'POST /office/quarantine/:journalId/dismiss': { zh: '不计入隔离的记录', en: 'Dismissed from quarantine' },
  'GET /office/records': { zh: '查看预订、年卡与办件', en: 'Looked at bookings, passes and matters' },
  'GET /office/records/:recordId': {
    zh: '查看一笔预订、年卡或办件',
    en: 'Looked at a booking, a pass or a matter',
  },
  'GET /office/reports/advances': { zh: '查看垫资表', en: 'Looked at the advances' },
  'GET /office/reports/usage': { zh: '查看统计', en: 'Looked at the numbers' },
  'POST /office/settlements': { zh: '查看或关账结算', en: 'Looked at or closed a month' },
  'POST /office/settlements/reopen': { zh: '重新打开结算', en: 'Reopened a month' },
  'GET /office/notices': { zh: '查看前台通知', en: 'Looked at the notices to desks' },
  'POST /office/notices': { zh: '发布前台通知', en: 'Wrote a notice to desks' },
  'POST /office/notices/:noticeId/withdraw': { zh: '撤回前台通知', en: 'Withdrew a notice to desks' },
  'POST /office/catalogue': { zh: '发布目录', en: 'Published a catalogue' },
  'POST /office/catalogue/draft/begin': { zh: '新建目录草稿', en: 'Began a draft' },
  'POST /office/catalogue/draft/save': { zh: '修改目录草稿', en: 'Changed the draft' },
  'POST /office/catalogue/draft/submit': { zh: '提交目录草稿审批', en: 'Handed the draft in' },
  'POST /office/catalogue/draft/approve': { zh: '批准目录草稿', en: 'Approved the draft' },
  'POST /office/catalogue/draft/return': { zh: '退回目录草稿', en: 'Gave the draft back' },
  'POST /office/catalogue/draft/drop': { zh: '放弃目录草稿', en: 'Gave the draft up' },
  'POST /office/catalogue/draft/sign': { zh: '签名并发布草稿', en: 'Signed and published the draft' },
  'POST /office/catalogue/publications/:version/withdraw': { zh: '撤回目录', en: 'Withdrew a catalogue' },
  'GET /office/check': { zh: '检查数据', en: 'Checked the data' },
  'POST /office/epoch': { zh: '更换数据代次', en: 'Rolled the epoch' },
  'POST /office/backups': { zh: '制作备份', en: 'Made a backup' },
  'POST /office/backups/:backupId/kept': { zh: '登记备份已存好', en: 'Noted a kept backup' },
};

/** Words for discrepancies, under both names that their routes have had. */
const DISCREPANCIES: Readonly<Record<string, Text>> = {
  '': { zh: '查看差异', en: 'Looked at the discrepancies' },
  close: { zh: '办结差异', en: 'Closed a discrepancy' },
  comment: { zh: '补充差异情况', en: 'Commented on a discrepancy' },
  accept: { zh: '计入停用前台的记录', en: 'Accepted what was in quarantine' },
  dismiss: { zh: '不计入停用前台的记录', en: 'Dismissed what was in quarantine' },
};

export function actionWords(action: string, language: Language): string {
  const known = ownValue(ACTIONS, action);
  if (known !== undefined) return known[language];
  const [, verb] = /^(?:GET|POST) \/office\/discrepancies(?:\/:\w+\/(\w+))?$/.exec(action) ?? [null, null];
  const found = verb === null ? undefined : ownValue(DISCREPANCIES, verb ?? '');
  return found?.[language] ?? action;
}

/**
 * What a request was about, as `subjectOf` of the district writes it, in Chinese; the rest are names and numbers. The
 * first one that fits counts.
 */
const SUBJECTS: readonly (readonly [RegExp, string])[] = [
  [/^card ref (.+)$/, '持卡人代号 $1'],
  [/^card (….+)$/, '卡号 $1'],
  [/^search of (\d+) characters$/, '搜索 $1 个字'],
  [/^version (.+)$/, '第 $1 版'],
  [/^from version (.+)$/, '以第 $1 版为基础'],
  [/^revision (.+)$/, '第 $1 次修改'],
  [/^member (.+)$/, '人员 $1'],
  [/^sign-in$/, '要求登录'],
  [/^no sign-in$/, '不要求登录'],
  [/^removed$/, '停用'],
  [/^from (.+)$/, '$1 起'],
  [/^to (.+)$/, '至 $1'],
  [/^ended before (.+)$/, '$1 前到期'],
  [/^journal (.+)$/, '记录本 $1'],
  [/^record (.+)$/, '预订、年卡或办件 $1'],
  [/^import (.+)$/, '导入 $1'],
  [/^dry run$/, '试算'],
  [/^backup (.+)$/, '备份 $1'],
  [/^locked$/, '停用'],
  [/^unlocked$/, '恢复使用'],
  [/^reset$/, '重置密码'],
  [/^session (.+)$/, '会话 $1'],
  [/^notice (.+)$/, '通知 $1'],
  ...ReasonKind.options.map(
    (kind) => [new RegExp(`^reason ${kind}$`), `原因：${REASON_WORDS[kind].zh}`] as const,
  ),
  [/^address (.+)$/, '地址 $1'],
];

/** In Chinese part by part; a part that is not known stands as it is. `roleOf` names roles. */
export function subjectWords(
  subject: string,
  { language, roleOf }: { readonly language: Language; readonly roleOf: (role: string) => string },
): string {
  if (language === 'en') return subject;
  return subject
    .split(' · ')
    .map((part) => {
      const [pattern, words] = SUBJECTS.find(([known]) => known.test(part)) ?? [];
      return pattern === undefined || words === undefined ? roleOf(part) : part.replace(pattern, words);
    })
    .join(' · ');
}

/** Why a request was refused, by the kinds that an officer meets; another one stands as it is. */
const REFUSALS: Readonly<Record<string, string>> = {
  'bad-request': '内容有误',
  'confirm-needed': '须再次输入密码',
  forbidden: '没有权限',
  'not-found': '没有找到',
  'too-large': '内容太大',
  'too-many-tries': '操作太频繁',
  'wrong-password': '密码不对',
  internal: '系统故障',
};

/** `done`, `done from ADDRESS`, `refused: KIND`, `refused from ADDRESS`; anything else stands as it is. */
export function outcomeWords(detail: string, language: Language): string {
  if (language === 'en') return detail;
  const [, outcome = '', rest = ''] = /^(done|refused)(?::| from)?\s*(.*)$/.exec(detail) ?? [];
  if (outcome === '') return detail;
  const word = outcome === 'done' ? '完成' : '被拒绝';
  return rest === '' ? word : `${word}（${ownValue(REFUSALS, rest) ?? rest}）`;
}
