import { useTranslation } from 'react-i18next';

/** 前台 2 is what a district calls its second kiosk at a site; a name that an office gave stays as it is. */
const NUMBERED_DESK = /^前台 ?(\d{0,3})$/;

/** A kiosk's name in the clerk's language. */
export function useDeskName(): (kioskName: string) => string {
  const { t } = useTranslation();
  return (kioskName) => {
    const number = NUMBERED_DESK.exec(kioskName)?.[1];
    return number === undefined ? kioskName : t('idle.desk', { number }).trim();
  };
}
