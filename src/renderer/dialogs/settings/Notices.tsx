import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from '../dialogs.module.css';

/** The licences of what is bundled, as the build has written them; loaded when somebody asks. */
export function Notices() {
  const { t } = useTranslation();
  const [text, setText] = useState<string | null>(null);
  const open = async () => {
    try {
      const answer = await fetch('./notices.txt');
      setText(answer.ok ? await answer.text() : t('settings.noNotices'));
    } catch {
      setText(t('settings.noNotices'));
    }
  };
  return (
    <>
      <Button onClick={() => void open()}>{t('settings.notices')}</Button>
      <Modal
        open={text !== null}
        title={t('settings.notices')}
        width="50rem"
        footer={null}
        onCancel={() => setText(null)}
      >
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys scroll what has the focus */}
        <pre className={css['notices']} tabIndex={0} data-notices>
          {text}
        </pre>
      </Modal>
    </>
  );
}
