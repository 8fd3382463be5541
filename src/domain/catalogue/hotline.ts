/**
 * The district's service line (service guide, clause 7), for what is said of the kiosk itself, which may have no
 * catalogue yet. What is said of a card names the catalogue's own.
 */
export const HOTLINE = '020-81378224';
