import type { aiErrors as english } from '../en/ai-errors.ts';
import type { MessagesOf } from '../messages.ts';

export const aiErrors: MessagesOf<typeof english> = {
  ai_provider_profile_not_found: '这个 AI 服务已不存在。',
  ai_provider_profile_name_conflict: '已有同名的 AI 服务。',
  ai_provider_profile_api_base_url_invalid: '该地址无法使用。地址中不能有用户名、查询参数或片段。',
  ai_provider_profile_api_key_required: '请输入 API 密钥。',
  ai_provider_profile_api_key_invalid: 'API 密钥含有无效字符。',
  ai_provider_profile_api_key_unreadable: '已保存的 API 密钥无法读取，请重新输入。',
  ai_provider_profiles_too_many: 'AI 服务数量已达上限，请先删除一个。',
  ai_provider_unreachable: '无法连接该地址上的 AI 服务。',
  ai_provider_timed_out: 'AI 服务响应超时。',
  ai_provider_failed: 'AI 服务出错，请稍后再试。',
  ai_provider_rate_limited: 'AI 服务的请求过多，请稍后再试。',
  ai_provider_refused: 'AI 服务没有接受请求，该模型可能无法识别图片。',
  ai_provider_key_refused: 'AI 服务不接受该 API 密钥。',
  ai_provider_address_unknown: 'AI 服务没有这个地址，或没有这个模型。',
  ai_provider_image_too_large: '图片过大，无法交给 AI 服务。',
  ai_provider_answer_invalid: 'AI 服务有响应，但内容无法使用。',
  ai_provider_answer_too_large: 'AI 服务的响应过大。',
  outbound_address_not_allowed:
    '该地址不是公网地址。服务器的管理者可以在 Security__Outbound__AllowedNetworks 中允许它。',
  ai_provider_profile_name_required: '请输入名称。',
  ai_provider_profile_api_base_url_required: '请输入 API 地址。',
  ai_provider_profile_model_name_required: '请输入模型。',
};
