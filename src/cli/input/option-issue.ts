import type { z } from 'zod';

/**
 * What is wrong with the options of a command, in the words of a person. `nameOf` gives the option of a field; the
 * schema's own words name a pattern or a path, which means nothing to whoever types the command.
 */
export function optionIssueWords(error: z.ZodError, nameOf: (field: string) => string): string {
  const [issue] = error.issues;
  if (issue === undefined) return '选项不对 the options are wrong';
  const name = nameOf(String(issue.path[0] ?? ''));
  const [zh, en] = wordsOf(issue);
  return `${name}：${zh} ${name} ${en}`;
}

type Words = readonly [zh: string, en: string];

function wordsOf(issue: z.core.$ZodIssue): Words {
  switch (issue.code) {
    case 'invalid_value': {
      const values = issue.values.map(String);
      return [`应为 ${values.join('、')} 之一`, `must be one of ${values.join(', ')}`];
    }
    case 'invalid_format':
      if (issue.format === 'date')
        return ['应为日历上的日期，如 2026-11-30', 'must be a day of the calendar, such as 2026-11-30'];
      return ['写法不对', 'is not written as it should be'];
    case 'too_big':
      return issue.origin === 'string'
        ? [`太长，最多 ${issue.maximum} 个字`, `is too long: ${issue.maximum} characters at most`]
        : [`最大 ${issue.maximum}`, `is ${issue.maximum} at most`];
    case 'too_small':
      return issue.origin === 'string'
        ? ['不能是空的', 'must not be empty']
        : [`最小 ${issue.minimum}`, `is ${issue.minimum} at least`];
    case 'invalid_type':
      return issue.expected === 'number' || issue.expected === 'int'
        ? ['应为整数', 'must be a whole number']
        : ['写法不对，或缺少', 'is missing, or not written as it should be'];
    default:
      return ['写法不对', 'is not written as it should be'];
  }
}
