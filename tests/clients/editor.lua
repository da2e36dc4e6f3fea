-- Neovim's own client: opens a page, waits for its diagnostics, fixes all, and writes down what it saw.
local page, root, result = vim.env.PAGE, vim.env.ROOT, vim.env.RESULT
local seen = {}

local id = vim.lsp.start_client({
  name = 'resp-lint',
  cmd = { vim.env.RESP_LINT, 'server' },
  root_dir = root,
  workspace_folders = { { uri = vim.uri_from_fname(root), name = 'docs' } },
})
vim.cmd('edit ' .. vim.fn.fnameescape(page))
vim.bo.filetype = 'markdown'
vim.lsp.buf_attach_client(0, id)
assert(vim.wait(60000, function() return #vim.diagnostic.get(0) > 0 end, 50), 'no diagnostics')
seen.diagnostics = vim.tbl_map(function(it)
  return { it.code, it.lnum, it.col, it.end_lnum, it.end_col, it.source }
end, vim.diagnostic.get(0))
seen.encoding = vim.lsp.get_client_by_id(id).offset_encoding

local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 60000)
  for _, answer in pairs(answers or {}) do
    assert(not answer.error, vim.inspect(answer.error))
    return answer.result
  end
end

local document = { uri = vim.uri_from_bufnr(0) }
local start = { line = 0, character = 0 }
local symbols = ask('textDocument/documentSymbol', { textDocument = document })
seen.outline = symbols[1].name
local actions = ask('textDocument/codeAction', {
  textDocument = document,
  range = { start = start, ['end'] = start },
  context = { diagnostics = {}, only = { 'source.fixAll.resp-lint' } },
})
for _, action in ipairs(actions or {}) do
  local edit = action.edit or ask('codeAction/resolve', action).edit
  vim.lsp.util.apply_workspace_edit(edit, vim.lsp.get_client_by_id(id).offset_encoding)
end
vim.cmd('silent write')
vim.fn.writefile({ vim.json.encode(seen) }, result)
vim.lsp.stop_client(id)
assert(vim.wait(10000, function() return vim.lsp.get_client_by_id(id) == nil or vim.lsp.client_is_stopped(id) end, 50))
vim.cmd('qall!')
