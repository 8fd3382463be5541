import { App } from 'antd';
import { useWords } from './i18n.ts';

/** Shows a password or a PIN that the district tells only once. If there is none, it says that the change is done. */
export function useTellOnce() {
  const { t } = useWords();
  const { message, modal } = App.useApp();
  return ({
    secret,
    title,
    done,
  }: {
    readonly secret: string | null;
    readonly title: string;
    readonly done: string;
  }): void => {
    if (secret === null) return void message.success(done);
    modal.info({ title, content: <p className="big-code">{secret}</p>, okText: t('shell.close') });
  };
}
