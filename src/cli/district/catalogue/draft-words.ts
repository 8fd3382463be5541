import { terminalLine } from '../../../domain/base/plain-text.ts';
import { unreachable } from '../../../domain/base/unreachable.ts';
import { wallMinuteOf } from '../../../domain/base/wall-time.ts';
import type { CatalogueDraft, DraftOutcome, Publication } from '../../../protocol/wire-drafts.ts';

const STATES: Readonly<Record<CatalogueDraft['state'], string>> = {
  editing: '修改中 in work',
  submitted: '等待批准 waits for approval',
  approved: '已批准，等待签名 approved, waits for its signature',
  published: '已发布 published',
  dropped: '已放弃 given up',
};

export function draftWords(draft: CatalogueDraft): string {
  const { version, state, baseVersion, authors, changedBy, changedAtMs, approvedBy, comment } = draft;
  const when = wallMinuteOf(changedAtMs).replace('T', ' ');
  return [
    `草稿 draft: 第 ${version} 版 version ${version}，${STATES[state]}，以第 ${baseVersion} 版为基础 from version ${baseVersion}`,
    `  修改人 by: ${terminalLine(authors.join('、'))}；最后 last: ${terminalLine(changedBy)} ${when}`,
    ...(approvedBy === null ? [] : [`  批准人 approved by: ${terminalLine(approvedBy)}`]),
    ...(comment === null ? [] : [`  退回意见 given back: ${terminalLine(comment)}`]),
  ].join('\n');
}

/** Says that somebody else approves, and how many could. */
export function approversWords(approvers: number): string {
  if (approvers > 0) {
    return `须由没有参与修改的另一人批准，现有 ${approvers} 人可以批准 somebody who had no hand in it approves: ${approvers} could`;
  }
  return '须由没有参与修改的另一位管理员或发卡人员批准，现在没有这样的人：请先 officers add another administrator or officer approves, and there is none yet: officers add';
}

export function outcomeWords(outcome: DraftOutcome): string {
  switch (outcome.kind) {
    case 'done':
      return draftWords(outcome.draft);
    case 'no-draft':
      return '没有草稿，先 catalogue begin there is no draft: catalogue begin';
    case 'exists':
      return '已经有一份草稿 there is a draft already';
    case 'changed-meanwhile':
      return `${terminalLine(outcome.by)} 刚刚保存过，请重做 has just saved: read it again`;
    case 'wrong-state':
      return `草稿现在不能这样做 not possible now: ${STATES[outcome.state]}`;
    case 'bad-shape':
      return `没有保存 not saved: ${terminalLine(outcome.place)}: ${terminalLine(outcome.message)}`;
    case 'has-errors':
      return `还有 ${outcome.errors} 处错误 there are ${outcome.errors} errors: catalogue check`;
    case 'no-difference':
      return '与现行目录没有不同 nothing differs from what is in force';
    case 'own-draft':
      return `不能批准自己参与修改的草稿 nobody approves a draft that they changed: ${terminalLine(outcome.authors.join('、'))}`;
    case 'no-officer':
      return '批准须由管理员或发卡人员进行 an administrator or an officer of this district approves';
    case 'unknown-version':
      return '没有这一版目录 the district has had no such version';
    case 'cannot-sign':
      return '这个区平台没有目录签名密钥 this district has no key for catalogues';
    default:
      return unreachable(outcome);
  }
}

const STANDINGS: Readonly<Record<Publication['state'], string>> = {
  'in-force': '正在执行 in force',
  waiting: '等待执行 waits',
  earlier: '以前的 earlier',
  withdrawn: '已撤回 withdrawn',
};

export function publicationLine(one: Publication): string {
  const { version, state, validFrom, publishedBy, approvedBy, withdrawnReason } = one;
  return [
    `第 ${version} 版`,
    STANDINGS[state],
    validFrom ?? '立即 at once',
    `发布 by ${terminalLine(publishedBy ?? '—')}`,
    `批准 approved ${terminalLine(approvedBy ?? '—')}`,
    ...(withdrawnReason === null ? [] : [terminalLine(withdrawnReason)]),
  ].join('  ');
}
