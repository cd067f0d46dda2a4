import type { MailTexts } from './mail-texts.ts';

/** The texts of the mails in Hebrew. */
export const he: MailTexts = {
  greeting: 'שלום {name},',
  events: {
    'password-changed': { title: 'הסיסמה שונתה', body: 'הסיסמה של החשבון שלך ב-{domain} שונתה.' },
    'password-reset': {
      title: 'הסיסמה שונתה',
      body: 'הסיסמה של החשבון שלך ב-{domain} אופסה באמצעות קישור מהודעת דוא״ל.',
    },
    'second-factor-added': {
      title: 'נוסף אימות נוסף',
      body: 'נוספה לחשבון שלך ב-{domain} דרך נוספת לאימות זהותך.',
    },
    'second-factor-removed': {
      title: 'הוסר אימות נוסף',
      body: 'הוסרה מהחשבון שלך ב-{domain} דרך לאימות זהותך.',
    },
    'recovery-code-used': {
      title: 'נעשה שימוש בקוד שחזור',
      body: 'נעשה שימוש באחד מקודי השחזור שלך ב-{domain}. אי אפשר להשתמש בו שוב.',
    },
    'recovery-codes-made': {
      title: 'קודי שחזור חדשים',
      body: 'נוצרו קודי שחזור חדשים לחשבון שלך ב-{domain}. הקודים הקודמים אינם תקפים עוד.',
    },
    'new-device': {
      title: 'כניסה ממכשיר חדש',
      body: 'מישהו נכנס לחשבון שלך ב-{domain} בדפדפן שלא היה בשימוש שם קודם.',
    },
  },
  eventAdvice:
    'אם הפעולה נעשתה על ידך, אין צורך לעשות דבר. אם לא, יש לשנות את הסיסמה מיד ולהודיע למנהל המערכת.',
  details: {
    factor: 'שיטה',
    name: 'שם',
    device: 'מכשיר',
    time: 'זמן',
    left: 'קודים שנותרו',
    address: 'כתובת IP',
  },
  factors: { totp: 'סיסמה חד-פעמית', webauthn: 'מפתח אבטחה או מפתח גישה', duo: 'אישור בטלפון' },
  unknownDevice: 'דפדפן לא מוכר',
  code: {
    title: 'אימות הזהות שלך',
    body: 'יש להזין את הקוד במקום שבו התבקש, כדי לאמת את זהותך ב-{domain}:',
    lifespan: 'הקוד תקף לפעם אחת. משך התוקף: {lifespan}.',
    advice: 'אם לא ביקשת קוד, יש לבטל אותו ולשנות את הסיסמה.',
    revoke: 'ביטול הקוד',
    secret: 'אין למסור אותו לאיש, גם לא למי שמציג את עצמו כתמיכה.',
  },
  link: {
    title: 'איפוס הסיסמה שלך',
    body: 'התקבלה בקשה לסיסמה חדשה לחשבון שלך ב-{domain}. אם הבקשה שלך, אפשר לבחור סיסמה כאן:',
    lifespan: 'הקישור תקף לפעם אחת. משך התוקף: {lifespan}.',
    advice: 'אם הבקשה אינה שלך, יש לבטל את הקישור. הסיסמה תישאר כפי שהיא.',
    revoke: 'ביטול הקישור',
    action: 'בחירת סיסמה חדשה',
  },
  footer: 'הודעה זו נשלחה בגלל החשבון שלך ב-{domain}.',
};
