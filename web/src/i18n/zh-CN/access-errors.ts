import type { accessErrors as english } from '../en/access-errors.ts';
import type { MessagesOf } from '../messages.ts';

export const accessErrors: MessagesOf<typeof english> = {
  api_key_not_found: '这个密钥已不存在。',
  api_key_manage_forbidden: '你无法管理这个密钥。',
  api_key_conflict: '密钥在此期间被轮换或吊销，请重新加载页面。',
  api_key_limit_reached: '密钥数量已达上限，请先吊销一个。',
  api_keys_disabled: '此服务器已关闭 API 密钥。',
  auth_current_password_wrong: '当前密码不正确。',
  session_not_found: '此会话已经结束。',
  user_password_common: '这是最常见的密码之一，请换一个。',
  user_not_found: '这个用户已不存在。',
  user_username_conflict: '这个用户名已被使用。',
  user_username_invalid: '这个用户名无法使用。',
  user_manage_forbidden: '你无法管理这个账号。',
  user_grant_forbidden: '你无法授予自己没有的权限。',
  user_take_over_forbidden: '该账号拥有你没有的权限，因此你无法设置它的密码。',
};
