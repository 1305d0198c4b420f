enum OfficeWorkPlaceholder {}
