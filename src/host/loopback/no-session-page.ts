/** What a browser is shown that did not come by a one-time address. Plain HTML, no style, no script. */
export const NO_SESSION_PAGE = `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>英才卡前台 · Talent card kiosk</title></head>
<body>
<p>这个地址只能打开一次。请在命令行窗口按提示取得新的地址，或重新运行 npm start，再打开它显示的地址。</p>
<p lang="en">This address opens the kiosk only once. Run npm start again and open the address that it prints.</p>
</body>
</html>
`;
