import { Alert, Button, Drawer, Form, Input, Upload } from 'antd';
import { useState } from 'react';
import { type HolidayTextReading, readHolidayText } from '../../../catalogue-review/holiday-text.ts';
import type { HolidayNotice } from '../../../domain/catalogue/catalogue.ts';
import { useWords } from '../../shell/i18n.ts';

/** Takes the State Council's notice as it is published; what was read is shown in the form before it is saved. */
export function HolidayText({
  onClose,
  onRead,
}: {
  readonly onClose: () => void;
  readonly onRead: (notice: HolidayNotice) => void;
}) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [reading, setReading] = useState<HolidayTextReading | null>(null);
  const read = () => {
    const next = readHolidayText(text);
    setReading(next);
    if (next.ok) onRead(next.notice);
  };
  return (
    <Drawer
      open
      size={760}
      title={t('draft.holiday.text')}
      onClose={onClose}
      footer={
        <div className="bar" style={{ margin: 0, justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{t('shell.cancel')}</Button>
          <Button type="primary" disabled={text.trim() === ''} onClick={read}>
            {t('draft.holiday.read')}
          </Button>
        </div>
      }
    >
      <p>{t('draft.holiday.textAbout')}</p>
      <Form layout="vertical">
        <Form.Item label={t('draft.holiday.textLabel')} htmlFor="holiday-text">
          <Input.TextArea
            id="holiday-text"
            rows={16}
            maxLength={20_000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </Form.Item>
      </Form>
      <Upload
        accept=".txt,text/plain"
        showUploadList={false}
        beforeUpload={(file: File) => {
          void textOf(file).then(setText);
          return false;
        }}
      >
        <Button>{t('draft.holiday.file')}</Button>
      </Upload>
      {reading !== null && !reading.ok && (
        <Alert
          type="error"
          showIcon
          role="alert"
          style={{ marginTop: 12 }}
          title={t(`draft.holiday.fault.${reading.fault}`, { line: reading.line })}
        />
      )}
    </Drawer>
  );
}

/** UTF-8, or GB18030 as Chinese editors on Windows save it. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
