import { registerTexts } from '../../i18n/late-texts.ts';

const zh = {
  number: '协议编号',
  team: '家庭医生团队',
  otherTeam: '其他团队',
  noTeam: '请写团队名称，2 至 20 字，不写电话',
  insurance: '参保方式',
  personal: '另签个性化服务包',
};

const en: typeof zh = {
  number: 'Number of the agreement',
  team: 'Family doctor team',
  otherTeam: 'Another team',
  noTeam: 'Write the name of the team in 2 to 20 characters, without a telephone number',
  insurance: 'Insurance',
  personal: 'A personal package beside it',
};

/** The words of the fields of a family doctor agreement. */
export const agreementTexts = { zh, en };

registerTexts('agreement', agreementTexts);
