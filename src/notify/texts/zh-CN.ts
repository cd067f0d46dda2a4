import type { MailTexts } from './mail-texts.ts';

/** The texts of the mails in Chinese in simplified script. */
export const zhCN: MailTexts = {
  greeting: '{name}，您好：',
  events: {
    'password-changed': { title: '密码已更改', body: '您在 {domain} 的账户密码已更改。' },
    'password-reset': { title: '密码已更改', body: '您在 {domain} 的账户密码已通过邮件中的链接重置。' },
    'second-factor-added': {
      title: '已添加第二重验证',
      body: '您在 {domain} 的账户添加了一种新的身份验证方式。',
    },
    'second-factor-removed': {
      title: '已移除第二重验证',
      body: '您在 {domain} 的账户移除了一种身份验证方式。',
    },
    'recovery-code-used': {
      title: '恢复码已被使用',
      body: '您的一个恢复码已在 {domain} 使用，不能再次使用。',
    },
    'recovery-codes-made': {
      title: '新的恢复码',
      body: '已为您在 {domain} 的账户生成新的恢复码，之前的恢复码已失效。',
    },
    'new-device': { title: '新设备登录', body: '有人用一个从未使用过的浏览器登录了您在 {domain} 的账户。' },
  },
  eventAdvice: '如果是您本人操作，则无需处理。如果不是，请立即更改密码并告知管理员。',
  details: {
    factor: '方式',
    name: '名称',
    device: '设备',
    time: '时间',
    left: '剩余恢复码',
    address: 'IP 地址',
  },
  factors: { totp: '一次性密码', webauthn: '安全密钥或通行密钥', duo: '手机确认' },
  unknownDevice: '未知浏览器',
  code: {
    title: '确认您的身份',
    body: '请在要求输入的页面输入此验证码，以确认您在 {domain} 的身份：',
    lifespan: '验证码仅可使用一次，有效期：{lifespan}。',
    advice: '如果您没有请求验证码，请撤销它并更改密码。',
    revoke: '撤销验证码',
    secret: '请勿告诉任何人，包括自称客服的人。',
  },
  link: {
    title: '重置您的密码',
    body: '有人为您在 {domain} 的账户请求了新密码。如果是您本人，请在此设置：',
    lifespan: '链接仅可使用一次，有效期：{lifespan}。',
    advice: '如果不是您本人，请撤销该链接。您的密码保持不变。',
    revoke: '撤销链接',
    action: '设置新密码',
  },
  footer: '您收到此邮件是因为您在 {domain} 的账户。',
};
