import { messageOf } from '../domain/base/message-of.ts';

/** The window's own words are not loaded either, so both languages stand here. */
const TITLE = '本机程序没有响应 The kiosk program does not answer';
const NEXT =
  '请点“重新打开”；还是这样，请关闭本窗口，重新打开前台程序。已记录的都在，没有丢失。' +
  ' Press Open again. If that does not help, close this window and start the kiosk again. Everything recorded is safe.';
const RELOAD = '重新打开 Open again';

/** Shown if the scripts or the first answer of a start did not come. Otherwise the page would stay empty. */
export function showNothingLoaded(cause: unknown): void {
  const page = document.createElement('main');
  page.dataset['screen'] = 'nothing-loaded';
  page.style.cssText = 'max-width: 40rem; margin: 10vh auto; padding: 0 1rem; font-size: 1.25rem';
  const reload = document.createElement('button');
  reload.type = 'button';
  reload.textContent = RELOAD;
  reload.style.cssText = 'font: inherit; min-height: 3rem; padding: 0 1.5rem';
  reload.addEventListener('click', () => window.location.reload());
  page.append(told('h1', TITLE), told('p', NEXT), reload, told('small', messageOf(cause)));
  document.getElementById('root')?.replaceChildren(page);
  reload.focus();
}

function told(tag: 'h1' | 'p' | 'small', text: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  if (tag === 'small') element.style.cssText = 'display: block; margin-top: 1rem';
  return element;
}
