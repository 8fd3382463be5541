import type { badgeChinese } from './badge-texts.ts';

export const badgeEnglish: typeof badgeChinese = {
  free: 'No sign-in asked',
  signIn: 'Sign in',
  handOver: 'Hand over',
  what: {
    'void-others': 'void what somebody else recorded',
    'void-earlier': 'void a record of an earlier day',
    override: 'go beyond a rule',
    'full-name': 'see a full name',
    settings: 'open the settings',
    'close-day': 'close or reopen the day',
  },
  done: '{{name}} has allowed it: {{what}}. Confirm once more within a minute.',
  doneName: '{{name}} has allowed it: {{what}}. Hold N once more within a minute.',
};
