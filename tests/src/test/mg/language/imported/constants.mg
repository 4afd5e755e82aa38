const unit = 1000
