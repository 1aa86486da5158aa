"""An official document (NĐ 30/2020 layout) becomes docx, PDF, xlsx or csv: pure Python, no Django.

`document` says what a document is, `layout` knows the decree once, the writers (`word`, `pdf`,
`sheets`) print it, `plan` builds the documents of a plan. Prose: docs/algorithms/publishing.md.
"""
