/** Namespace `badge`: who works at the desk, and what was allowed. The first screen shows it. */
export const badgeChinese = {
  free: '不要求登录',
  signIn: '登录',
  handOver: '交接班',
  what: {
    'void-others': '撤销别人办的一笔',
    'void-earlier': '撤销以前办的一笔',
    override: '超出规定，仍要办理',
    'full-name': '看完整姓名',
    settings: '打开设置',
    'close-day': '日结或撤回日结',
  },
  done: '{{name}} 已批准：{{what}}。请再按一次确认，一分钟内有效。',
  doneName: '{{name}} 已批准：{{what}}。请再按住 N，一分钟内有效。',
};
